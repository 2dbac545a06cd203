/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_CALENDAR_EVENTS_H
#define GEN_CALENDAR_EVENTS_H

#include "gen/calendar/api.h"

/* calendar.created: A calendar was made, or you may see it from now on. */
enum err
announce_calendar_created(struct request *rq, const struct calendar *data, struct uuids audience)
    __attribute__((warn_unused_result));

/* calendar.updated: The calendar or its members were changed. */
enum err
announce_calendar_updated(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* calendar.deleted: The calendar was deleted, and with it all its events; or you may not see it any more. */
enum err
announce_calendar_deleted(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* calendar.created: To the feeds of those who may see it from now on, and to nobody else. */
enum err
announce_calendar_gained(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* calendar.updated: To the feeds of those who see it in another way, and to nobody else. */
enum err
announce_calendar_shown(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* calendar.deleted: To the feeds of those who may not see it any more, and to nobody else. */
enum err
announce_calendar_lost(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* calendar_display.updated: You have said how you want a calendar shown. */
enum err
announce_calendar_display_updated(struct request *rq, const struct display *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

#endif
