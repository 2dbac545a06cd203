/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#include "gen/event/events.h"

#include "shared/actor/outbox.h"
#include "shared/codec/format.h"

#include <stddef.h>

enum err
announce_event_created(struct request *rq, const struct event *data, struct uuids audience)
{
    static const struct announcement what = {
        "event.created", "evt.event.event.created", "/events/", &event_shape, offsetof(struct event, calendar_id),
        false};

    return announce(rq, &what, data, data->version - 1, audience);
}

enum err
announce_event_updated(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "event.updated", "evt.event.event.updated", "/events/", &event_shape, offsetof(struct event, calendar_id),
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_event_deleted(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "event.deleted", "evt.event.event.deleted", NULL, &event_shape, offsetof(struct event, calendar_id),
        true};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_event_gained(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "event.created", NULL, "/events/", &event_shape, offsetof(struct event, calendar_id),
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_event_shown(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "event.updated", NULL, "/events/", &event_shape, offsetof(struct event, calendar_id),
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_event_lost(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "event.deleted", NULL, NULL, &event_shape, offsetof(struct event, calendar_id),
        true};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_attendee_updated(struct request *rq, const struct attendee *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "attendee.updated", "evt.event.attendee.updated", NULL, &attendee_shape, offsetof(struct attendee, calendar_id),
        false};

    return announce(rq, &what, data, previous_version, audience);
}
