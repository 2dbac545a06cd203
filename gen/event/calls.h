/* Made by tools/gen from schemas/openapi/event.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_EVENT_CALLS_H
#define GEN_EVENT_CALLS_H

#include "gen/event/api.h"
#include "shared/request/request.h"

static enum err
event_availability_call(struct request *rq, const void *in, void *out)
{
    return event_availability(rq, in, out);
}

static enum err
event_availability_find_call(struct request *rq, const void *in, void *out)
{
    return event_availability_find(rq, in, out);
}

static enum err
event_list_call(struct request *rq, const void *in, void *out)
{
    return event_list(rq, in, out);
}

static enum err
event_create_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return event_create_before(rq, in);
    return event_create(rq, in, out);
}

static enum err
event_batch_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return event_batch_before(rq, in);
    return event_batch(rq, in, out);
}

static enum err
event_get_call(struct request *rq, const void *in, void *out)
{
    return event_get(rq, in, out);
}

static enum err
event_replace_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return event_replace_before(rq, in);
    return event_replace(rq, in, out);
}

static enum err
event_patch_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return event_patch_before(rq, in);
    return event_patch(rq, in, out);
}

static enum err
event_delete_call(struct request *rq, const void *in, void *out)
{
    return event_delete(rq, in, out);
}

static enum err
event_restore_call(struct request *rq, const void *in, void *out)
{
    return event_restore(rq, in, out);
}

static enum err
event_attendees_call(struct request *rq, const void *in, void *out)
{
    return event_attendees(rq, in, out);
}

static enum err
event_attendee_create_call(struct request *rq, const void *in, void *out)
{
    if (rq->asking)
        return event_attendee_create_before(rq, in);
    return event_attendee_create(rq, in, out);
}

static enum err
event_attendee_get_call(struct request *rq, const void *in, void *out)
{
    return event_attendee_get(rq, in, out);
}

static enum err
event_attendee_replace_call(struct request *rq, const void *in, void *out)
{
    return event_attendee_replace(rq, in, out);
}

static enum err
event_attendee_patch_call(struct request *rq, const void *in, void *out)
{
    return event_attendee_patch(rq, in, out);
}

static enum err
event_attendee_delete_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return event_attendee_delete(rq, in);
}

static enum err
event_occurrences_call(struct request *rq, const void *in, void *out)
{
    return event_occurrences(rq, in, out);
}

static enum err
event_public_list_call(struct request *rq, const void *in, void *out)
{
    return event_public_list(rq, in, out);
}

static enum err
event_tags_call(struct request *rq, const void *in, void *out)
{
    return event_tags(rq, in, out);
}

static enum err
event_access_apply_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return event_access_apply(rq, in);
}

static enum err
event_course_call(struct request *rq, const void *in, void *out)
{
    return event_course(rq, in, out);
}

static enum err
event_courses_call(struct request *rq, const void *in, void *out)
{
    return event_courses(rq, in, out);
}

static enum err
event_changes_call(struct request *rq, const void *in, void *out)
{
    return event_changes(rq, in, out);
}

static enum err
event_calendar_events_call(struct request *rq, const void *in, void *out)
{
    return event_calendar_events(rq, in, out);
}

static enum err
event_occurrences_check_call(struct request *rq, const void *in, void *out)
{
    return event_occurrences_check(rq, in, out);
}

#endif
