/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#include "gen/reminder/events.h"

#include "shared/actor/outbox.h"
#include "shared/codec/format.h"

#include <stddef.h>

enum err
announce_reminder_created(struct request *rq, const struct reminder *data, struct uuids audience)
{
    static const struct announcement what = {
        "reminder.created", "evt.reminder.reminder.created", NULL, &reminder_shape, -1,
        false};

    return announce(rq, &what, data, data->version - 1, audience);
}

enum err
announce_reminder_updated(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "reminder.updated", "evt.reminder.reminder.updated", NULL, &reminder_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_reminder_deleted(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "reminder.deleted", "evt.reminder.reminder.deleted", NULL, &reminder_shape, -1,
        true};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_reminder_due(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "reminder.due", "evt.reminder.reminder.due", NULL, &reminder_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_reminder_missed(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "reminder.missed", "evt.reminder.reminder.missed", NULL, &reminder_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_reminder_snoozed(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "reminder.snoozed", "evt.reminder.reminder.snoozed", NULL, &reminder_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_reminder_dismissed(struct request *rq, const struct reminder *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "reminder.dismissed", "evt.reminder.reminder.dismissed", NULL, &reminder_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_quiet_hours_updated(struct request *rq, const struct quiet_hours *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "quiet_hours.updated", "evt.reminder.quiet_hours.updated", "/reminders/quiet-hours", &quiet_hours_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_default_reminders_updated(struct request *rq, const struct default_reminders *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "default_reminders.updated", "evt.reminder.default_reminders.updated", NULL, &default_reminders_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}
