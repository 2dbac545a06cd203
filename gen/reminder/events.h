/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_REMINDER_EVENTS_H
#define GEN_REMINDER_EVENTS_H

#include "gen/reminder/api.h"

/* reminder.created: You have set a reminder, or a series that has one was split. */
enum err
announce_reminder_created(struct request *rq, const struct reminder *data, struct uuids audience)
    __attribute__((warn_unused_result));

/* reminder.updated: The reminder was changed. */
enum err
announce_reminder_updated(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* reminder.deleted: The reminder was deleted, or you may not read its event any more. It goes with an event that is deleted, which is told of that. */
enum err
announce_reminder_deleted(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* reminder.due: It is time; the object says for which occurrence. */
enum err
announce_reminder_due(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* reminder.missed: It could not be told in time, and its event is over. */
enum err
announce_reminder_missed(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* reminder.snoozed: You are reminded of an occurrence once more, at another time. */
enum err
announce_reminder_snoozed(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* reminder.dismissed: You are done with an occurrence. */
enum err
announce_reminder_dismissed(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* quiet_hours.updated: You have set your quiet hours. */
enum err
announce_quiet_hours_updated(struct request *rq, const struct quiet_hours *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* default_reminders.updated: You have set default reminders of a calendar. */
enum err
announce_default_reminders_updated(struct request *rq, const struct default_reminders *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

#endif
