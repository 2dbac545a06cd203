/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#include "gen/calendar/events.h"

#include "shared/actor/outbox.h"
#include "shared/codec/format.h"

#include <stddef.h>

static struct pattern calendar_told_color_pattern = {.text = "^#[0-9A-Fa-f]{6}$", .problem = "must be a colour such as #1a2b3c"};
static const char *const calendar_told_role_choices[] = {"owner", "editor", "viewer", NULL};
static const struct field calendar_told_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, id), .has_offset = -1},
    {.name = "owner_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, owner_id), .has_offset = -1},
    {.name = "name", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar, name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "description", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct calendar, description), .has_offset = -1, .max = 16384, .bytes_max = 65536},
    {.name = "color", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct calendar, color), .has_offset = -1, .max = 1048576, .pattern = &calendar_told_color_pattern, .fallback = "#4285F4"},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct calendar, timezone), .has_offset = -1, .min = 1, .max = 64, .format = format_timezone},
    {.name = "is_public", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct calendar, is_public), .has_offset = -1, .fallback = "false"},
    {.name = "role", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, role), .has_offset = -1, .choices = calendar_told_role_choices},
    {.name = "transfer_to", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, transfer_to), .has_offset = offsetof(struct calendar, has_transfer_to)},
    {.name = "transfer_until", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, transfer_until), .has_offset = offsetof(struct calendar, has_transfer_until)},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, updated_at), .has_offset = -1},
};
static const struct shape calendar_told_shape = {
    .name = "calendar_told",
    .size = sizeof(struct calendar),
    .fields = calendar_told_fields,
    .field_count = 13,
    .id_offset = offsetof(struct calendar, id),
    .version_offset = offsetof(struct calendar, version),
};

enum err
announce_calendar_created(struct request *rq, const struct calendar *data, struct uuids audience)
{
    static const struct announcement what = {
        "calendar.created", "evt.calendar.calendar.created", "/calendars/", &calendar_told_shape, -1,
        false};

    return announce(rq, &what, data, data->version - 1, audience);
}

enum err
announce_calendar_updated(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "calendar.updated", "evt.calendar.calendar.updated", "/calendars/", &calendar_told_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_calendar_deleted(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "calendar.deleted", "evt.calendar.calendar.deleted", NULL, &calendar_told_shape, -1,
        true};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_calendar_gained(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "calendar.created", NULL, "/calendars/", &calendar_told_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_calendar_shown(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "calendar.updated", NULL, "/calendars/", &calendar_told_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_calendar_lost(struct request *rq, const struct calendar *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "calendar.deleted", NULL, NULL, &calendar_told_shape, -1,
        true};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_calendar_display_updated(struct request *rq, const struct display *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "calendar_display.updated", "evt.calendar.calendar_display.updated", NULL, &display_shape, offsetof(struct display, calendar_id),
        false};

    return announce(rq, &what, data, previous_version, audience);
}
