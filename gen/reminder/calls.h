/* Made by tools/gen from schemas/openapi/reminder.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_REMINDER_CALLS_H
#define GEN_REMINDER_CALLS_H

#include "gen/reminder/api.h"
#include "shared/request/request.h"

static enum err
reminder_list_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return reminder_list_before(rq, in);
    return reminder_list(rq, in, out);
}

static enum err
reminder_create_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return reminder_create_before(rq, in);
    return reminder_create(rq, in, out);
}

static enum err
reminder_get_call(struct request *rq, const void *in, void *out)
{
    return reminder_get(rq, in, out);
}

static enum err
reminder_patch_call(struct request *rq, const void *in, void *out)
{
    return reminder_patch(rq, in, out);
}

static enum err
reminder_delete_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return reminder_delete(rq, in);
}

static enum err
reminder_default_get_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return reminder_default_get_before(rq, in);
    return reminder_default_get(rq, in, out);
}

static enum err
reminder_default_replace_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return reminder_default_replace_before(rq, in);
    return reminder_default_replace(rq, in, out);
}

static enum err
reminder_due_list_call(struct request *rq, const void *in, void *out)
{
    return reminder_due_list(rq, in, out);
}

static enum err
reminder_quiet_get_call(struct request *rq, const void *in, void *out)
{
    return reminder_quiet_get(rq, in, out);
}

static enum err
reminder_quiet_replace_call(struct request *rq, const void *in, void *out)
{
    return reminder_quiet_replace(rq, in, out);
}

static enum err
reminder_snooze_call(struct request *rq, const void *in, void *out)
{
    return reminder_snooze(rq, in, out);
}

static enum err
reminder_dismiss_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return reminder_dismiss(rq, in);
}

#endif
