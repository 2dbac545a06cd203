/* Made by tools/gen from schemas/openapi/calendar.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_CALENDAR_CALLS_H
#define GEN_CALENDAR_CALLS_H

#include "gen/calendar/api.h"

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
calendar_access_changes_call(struct request *rq, const void *in, void *out)
{
    return calendar_access_changes(rq, in, out);
}

#endif
