/* Made by tools/gen from schemas/openapi/calendar.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_CALENDAR_CALLS_H
#define GEN_CALENDAR_CALLS_H

#include "gen/calendar/api.h"
#include "shared/request/request.h"

static enum err
calendar_list_call(struct request *rq, const void *in, void *out)
{
    return calendar_list(rq, in, out);
}

static enum err
calendar_create_call(struct request *rq, const void *in, void *out)
{
    return calendar_create(rq, in, out);
}

static enum err
calendar_get_call(struct request *rq, const void *in, void *out)
{
    return calendar_get(rq, in, out);
}

static enum err
calendar_replace_call(struct request *rq, const void *in, void *out)
{
    return calendar_replace(rq, in, out);
}

static enum err
calendar_patch_call(struct request *rq, const void *in, void *out)
{
    return calendar_patch(rq, in, out);
}

static enum err
calendar_delete_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return calendar_delete(rq, in);
}

static enum err
calendar_share_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return calendar_share_before(rq, in);
    return calendar_share(rq, in, out);
}

static enum err
calendar_member_list_call(struct request *rq, const void *in, void *out)
{
    return calendar_member_list(rq, in, out);
}

static enum err
calendar_member_get_call(struct request *rq, const void *in, void *out)
{
    return calendar_member_get(rq, in, out);
}

static enum err
calendar_member_patch_call(struct request *rq, const void *in, void *out)
{
    return calendar_member_patch(rq, in, out);
}

static enum err
calendar_member_remove_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return calendar_member_remove(rq, in);
}

static enum err
calendar_display_get_call(struct request *rq, const void *in, void *out)
{
    return calendar_display_get(rq, in, out);
}

static enum err
calendar_display_replace_call(struct request *rq, const void *in, void *out)
{
    return calendar_display_replace(rq, in, out);
}

static enum err
calendar_public_token_call(struct request *rq, const void *in, void *out)
{
    return calendar_public_token(rq, in, out);
}

static enum err
calendar_public_get_call(struct request *rq, const void *in, void *out)
{
    return calendar_public_get(rq, in, out);
}

static enum err
calendar_transfer_get_call(struct request *rq, const void *in, void *out)
{
    return calendar_transfer_get(rq, in, out);
}

static enum err
calendar_transfer_call(struct request *rq, const void *in, void *out)
{
    return calendar_transfer(rq, in, out);
}

static enum err
calendar_transfer_withdraw_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return calendar_transfer_withdraw(rq, in);
}

static enum err
calendar_transfer_accept_call(struct request *rq, const void *in, void *out)
{
    return calendar_transfer_accept(rq, in, out);
}

static enum err
calendar_transfer_decline_call(struct request *rq, const void *in, void *out)
{
    return calendar_transfer_decline(rq, in, out);
}

static enum err
calendar_access_changes_call(struct request *rq, const void *in, void *out)
{
    return calendar_access_changes(rq, in, out);
}

#endif
