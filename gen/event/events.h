/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_EVENT_EVENTS_H
#define GEN_EVENT_EVENTS_H

#include "gen/event/api.h"

/* event.created: An event was made, or you are invited to it. */
enum err
announce_event_created(struct request *rq, const struct event *data, struct uuids audience)
    __attribute__((warn_unused_result));

/* event.updated: The event, or one occurrence of a series, was changed, or it moved to a calendar that you see. */
enum err
announce_event_updated(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* event.deleted: The event was deleted, or moved to a calendar that you do not see, or you are not invited any more. */
enum err
announce_event_deleted(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* event.created: To the feeds of those who may see it from now on, and to nobody else. */
enum err
announce_event_gained(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* event.updated: To the feeds of those who see it in another way, and to nobody else. */
enum err
announce_event_shown(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* event.deleted: To the feeds of those who may not see it any more, and to nobody else. */
enum err
announce_event_lost(struct request *rq, const struct event *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* attendee.updated: An attendee of an event has answered, or has another name. */
enum err
announce_attendee_updated(struct request *rq, const struct attendee *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

#endif
