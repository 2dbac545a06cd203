/* Made by tools/gen from schemas/openapi/reminder.yaml. Do not edit. */
/* clang-format off */
#include "gen/reminder/api.h"
#include "shared/codec/format.h"

#include <stddef.h>

static const char *const reminder_related_choices[] = {"start", "end", NULL};
static const char *const reminder_channel_choices[] = {"feed", "email", "webhook", NULL};
static const struct field reminder_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct reminder, id), .has_offset = -1},
    {.name = "event_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct reminder, event_id), .has_offset = -1},
    {.name = "minutes_before", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct reminder, minutes_before), .has_offset = offsetof(struct reminder, has_minutes_before), .max = 40320},
    {.name = "at", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct reminder, at), .has_offset = offsetof(struct reminder, has_at)},
    {.name = "related", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct reminder, related), .has_offset = -1, .choices = reminder_related_choices, .fallback = "start"},
    {.name = "channel", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct reminder, channel), .has_offset = -1, .choices = reminder_channel_choices, .fallback = "feed"},
    {.name = "is_default", .kind = FIELD_BOOL, .flags = FIELD_READ_ONLY, .offset = offsetof(struct reminder, is_default), .has_offset = -1, .fallback = "false"},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct reminder, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct reminder, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct reminder, updated_at), .has_offset = -1},
    {.name = "due_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct reminder, due_at), .has_offset = offsetof(struct reminder, has_due_at)},
    {.name = "recurrence_id", .kind = FIELD_MOMENT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct reminder, recurrence_id), .has_offset = offsetof(struct reminder, has_recurrence_id)},
    {.name = "start_time", .kind = FIELD_MOMENT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct reminder, start_time), .has_offset = offsetof(struct reminder, has_start_time)},
    {.name = "end_time", .kind = FIELD_MOMENT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct reminder, end_time), .has_offset = offsetof(struct reminder, has_end_time)},
    {.name = "title", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct reminder, title), .has_offset = -1},
    {.name = "location", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct reminder, location), .has_offset = -1},
};
const struct shape reminder_shape = {
    .name = "reminder",
    .size = sizeof(struct reminder),
    .fields = reminder_fields,
    .field_count = 16,
    .id_offset = offsetof(struct reminder, id),
    .version_offset = offsetof(struct reminder, version),
};

static const char *const default_reminder_related_choices[] = {"start", "end", NULL};
static const char *const default_reminder_channel_choices[] = {"feed", "email", "webhook", NULL};
static const struct field default_reminder_fields[] = {
    {.name = "minutes_before", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct default_reminder, minutes_before), .has_offset = -1, .max = 40320},
    {.name = "related", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct default_reminder, related), .has_offset = -1, .choices = default_reminder_related_choices, .fallback = "start"},
    {.name = "channel", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct default_reminder, channel), .has_offset = -1, .choices = default_reminder_channel_choices, .fallback = "feed"},
};
const struct shape default_reminder_shape = {
    .name = "default_reminder",
    .size = sizeof(struct default_reminder),
    .fields = default_reminder_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field default_reminders_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct default_reminders, id), .has_offset = -1},
    {.name = "timed", .kind = FIELD_OBJECT, .flags = FIELD_ARRAY, .offset = offsetof(struct default_reminders, timed), .has_offset = -1, .items_max = 10, .shape = &default_reminder_shape},
    {.name = "all_day", .kind = FIELD_OBJECT, .flags = FIELD_ARRAY, .offset = offsetof(struct default_reminders, all_day), .has_offset = -1, .items_max = 10, .shape = &default_reminder_shape},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct default_reminders, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
};
const struct shape default_reminders_shape = {
    .name = "default_reminders",
    .size = sizeof(struct default_reminders),
    .fields = default_reminders_fields,
    .field_count = 4,
    .id_offset = offsetof(struct default_reminders, id),
    .version_offset = offsetof(struct default_reminders, version),
};

static struct pattern quiet_hours_from_pattern = {.text = "^([01][0-9]|2[0-3]):[0-5][0-9]$", .problem = "must be a time such as 22:00"};
static struct pattern quiet_hours_until_pattern = {.text = "^([01][0-9]|2[0-3]):[0-5][0-9]$", .problem = "must be a time such as 07:00"};
static const struct field quiet_hours_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct quiet_hours, id), .has_offset = -1},
    {.name = "from", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct quiet_hours, from), .has_offset = -1, .min = 5, .max = 5, .pattern = &quiet_hours_from_pattern},
    {.name = "until", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct quiet_hours, until), .has_offset = -1, .min = 5, .max = 5, .pattern = &quiet_hours_until_pattern},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct quiet_hours, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
};
const struct shape quiet_hours_shape = {
    .name = "quiet_hours",
    .size = sizeof(struct quiet_hours),
    .fields = quiet_hours_fields,
    .field_count = 4,
    .id_offset = offsetof(struct quiet_hours, id),
    .version_offset = offsetof(struct quiet_hours, version),
};

static const struct field reminder_snooze_fields[] = {
    {.name = "minutes", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_snooze, minutes), .has_offset = -1, .min = 1, .max = 40320},
    {.name = "recurrence_id", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct reminder_snooze, recurrence_id), .has_offset = offsetof(struct reminder_snooze, has_recurrence_id)},
};
const struct shape reminder_snooze_shape = {
    .name = "reminder_snooze",
    .size = sizeof(struct reminder_snooze),
    .fields = reminder_snooze_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field reminder_dismiss_fields[] = {
    {.name = "recurrence_id", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct reminder_dismiss, recurrence_id), .has_offset = offsetof(struct reminder_dismiss, has_recurrence_id)},
};
const struct shape reminder_dismiss_shape = {
    .name = "reminder_dismiss",
    .size = sizeof(struct reminder_dismiss),
    .fields = reminder_dismiss_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field reminder_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct reminder_list, data), .has_offset = -1, .items_max = 1048576, .shape = &reminder_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape reminder_list_shape = {
    .name = "reminder_list",
    .size = sizeof(struct reminder_list),
    .fields = reminder_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field reminder_list_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_list_in, id), .has_offset = -1},
};
static const struct shape reminder_list_path_shape = {
    .name = "reminder_list_path",
    .size = sizeof(struct reminder_list_in),
    .fields = reminder_list_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct reminder_list_in, id),
    .version_offset = -1,
};

static const struct field reminder_list_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct reminder_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct reminder_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
};
static const struct shape reminder_list_query_shape = {
    .name = "reminder_list_query",
    .size = sizeof(struct reminder_list_in),
    .fields = reminder_list_query_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const reminder_list_asks[] = {"event.course", NULL};
const struct operation reminder_list_operation = {
    .name = "reminder.list",
    .subject = "svc.reminder.list",
    .auth = AUTH_KEY,
    .scope = "reminders:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &reminder_list_path_shape,
    .query = &reminder_list_query_shape,
    .input_size = sizeof(struct reminder_list_in),
    .output = &reminder_list_shape,
    .asks = reminder_list_asks,
};

static const struct field reminder_create_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_create_in, id), .has_offset = -1},
};
static const struct shape reminder_create_path_shape = {
    .name = "reminder_create_path",
    .size = sizeof(struct reminder_create_in),
    .fields = reminder_create_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct reminder_create_in, id),
    .version_offset = -1,
};

static const char *const reminder_create_asks[] = {"event.course", NULL};
const struct operation reminder_create_operation = {
    .name = "reminder.create",
    .subject = "svc.reminder.create",
    .auth = AUTH_KEY,
    .scope = "reminders:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &reminder_create_path_shape,
    .query = NULL,
    .body = &reminder_shape,
    .body_offset = offsetof(struct reminder_create_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct reminder_create_in),
    .output = &reminder_shape,
    .asks = reminder_create_asks,
};

static const struct field reminder_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_get_in, id), .has_offset = -1},
    {.name = "reminder_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_get_in, reminder_id), .has_offset = -1},
};
static const struct shape reminder_get_path_shape = {
    .name = "reminder_get_path",
    .size = sizeof(struct reminder_get_in),
    .fields = reminder_get_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct reminder_get_in, id),
    .version_offset = -1,
};

const struct operation reminder_get_operation = {
    .name = "reminder.get",
    .subject = "svc.reminder.get",
    .auth = AUTH_KEY,
    .scope = "reminders:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &reminder_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct reminder_get_in),
    .output = &reminder_shape,
};

static const struct field reminder_patch_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_patch_in, id), .has_offset = -1},
    {.name = "reminder_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_patch_in, reminder_id), .has_offset = -1},
};
static const struct shape reminder_patch_path_shape = {
    .name = "reminder_patch_path",
    .size = sizeof(struct reminder_patch_in),
    .fields = reminder_patch_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct reminder_patch_in, id),
    .version_offset = -1,
};

const struct operation reminder_patch_operation = {
    .name = "reminder.patch",
    .subject = "svc.reminder.patch",
    .auth = AUTH_KEY,
    .scope = "reminders:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &reminder_patch_path_shape,
    .query = NULL,
    .body = &reminder_shape,
    .body_offset = offsetof(struct reminder_patch_in, body),
    .body_mode = WIRE_PARTIAL,
    .input_size = sizeof(struct reminder_patch_in),
    .output = &reminder_shape,
};

static const struct field reminder_delete_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_delete_in, id), .has_offset = -1},
    {.name = "reminder_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_delete_in, reminder_id), .has_offset = -1},
};
static const struct shape reminder_delete_path_shape = {
    .name = "reminder_delete_path",
    .size = sizeof(struct reminder_delete_in),
    .fields = reminder_delete_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct reminder_delete_in, id),
    .version_offset = -1,
};

const struct operation reminder_delete_operation = {
    .name = "reminder.delete",
    .subject = "svc.reminder.delete",
    .auth = AUTH_KEY,
    .scope = "reminders:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &reminder_delete_path_shape,
    .query = NULL,
    .input_size = sizeof(struct reminder_delete_in),
    .output = NULL,
};

static const struct field reminder_default_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_default_get_in, id), .has_offset = -1},
};
static const struct shape reminder_default_get_path_shape = {
    .name = "reminder_default_get_path",
    .size = sizeof(struct reminder_default_get_in),
    .fields = reminder_default_get_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct reminder_default_get_in, id),
    .version_offset = -1,
};

static const char *const reminder_default_get_asks[] = {"event.calendar_events", NULL};
const struct operation reminder_default_get_operation = {
    .name = "reminder.default_get",
    .subject = "svc.reminder.default_get",
    .auth = AUTH_KEY,
    .scope = "reminders:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &reminder_default_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct reminder_default_get_in),
    .output = &default_reminders_shape,
    .asks = reminder_default_get_asks,
};

static const struct field reminder_default_replace_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_default_replace_in, id), .has_offset = -1},
};
static const struct shape reminder_default_replace_path_shape = {
    .name = "reminder_default_replace_path",
    .size = sizeof(struct reminder_default_replace_in),
    .fields = reminder_default_replace_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct reminder_default_replace_in, id),
    .version_offset = -1,
};

static const char *const reminder_default_replace_asks[] = {"event.calendar_events", NULL};
const struct operation reminder_default_replace_operation = {
    .name = "reminder.default_replace",
    .subject = "svc.reminder.default_replace",
    .auth = AUTH_KEY,
    .scope = "reminders:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &reminder_default_replace_path_shape,
    .query = NULL,
    .body = &default_reminders_shape,
    .body_offset = offsetof(struct reminder_default_replace_in, body),
    .body_mode = WIRE_REPLACE,
    .input_size = sizeof(struct reminder_default_replace_in),
    .output = &default_reminders_shape,
    .asks = reminder_default_replace_asks,
};

static const struct field reminder_due_list_query_fields[] = {
    {.name = "start", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_due_list_in, start), .has_offset = -1},
    {.name = "end", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_due_list_in, end), .has_offset = -1},
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct reminder_due_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct reminder_due_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
};
static const struct shape reminder_due_list_query_shape = {
    .name = "reminder_due_list_query",
    .size = sizeof(struct reminder_due_list_in),
    .fields = reminder_due_list_query_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation reminder_due_list_operation = {
    .name = "reminder.due_list",
    .subject = "svc.reminder.due_list",
    .auth = AUTH_KEY,
    .scope = "reminders:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = &reminder_due_list_query_shape,
    .input_size = sizeof(struct reminder_due_list_in),
    .output = &reminder_list_shape,
};

const struct operation reminder_quiet_get_operation = {
    .name = "reminder.quiet_get",
    .subject = "svc.reminder.quiet_get",
    .auth = AUTH_KEY,
    .scope = "reminders:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct reminder_quiet_get_in),
    .output = &quiet_hours_shape,
};

const struct operation reminder_quiet_replace_operation = {
    .name = "reminder.quiet_replace",
    .subject = "svc.reminder.quiet_replace",
    .auth = AUTH_KEY,
    .scope = "reminders:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = NULL,
    .query = NULL,
    .body = &quiet_hours_shape,
    .body_offset = offsetof(struct reminder_quiet_replace_in, body),
    .body_mode = WIRE_REPLACE,
    .input_size = sizeof(struct reminder_quiet_replace_in),
    .output = &quiet_hours_shape,
};

static const struct field reminder_snooze_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_snooze_in, id), .has_offset = -1},
};
static const struct shape reminder_snooze_path_shape = {
    .name = "reminder_snooze_path",
    .size = sizeof(struct reminder_snooze_in),
    .fields = reminder_snooze_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct reminder_snooze_in, id),
    .version_offset = -1,
};

const struct operation reminder_snooze_operation = {
    .name = "reminder.snooze",
    .subject = "svc.reminder.snooze",
    .auth = AUTH_KEY,
    .scope = "reminders:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &reminder_snooze_path_shape,
    .query = NULL,
    .body = &reminder_snooze_shape,
    .body_offset = offsetof(struct reminder_snooze_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct reminder_snooze_in),
    .output = &reminder_shape,
};

static const struct field reminder_dismiss_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct reminder_dismiss_in, id), .has_offset = -1},
};
static const struct shape reminder_dismiss_path_shape = {
    .name = "reminder_dismiss_path",
    .size = sizeof(struct reminder_dismiss_in),
    .fields = reminder_dismiss_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct reminder_dismiss_in, id),
    .version_offset = -1,
};

const struct operation reminder_dismiss_operation = {
    .name = "reminder.dismiss",
    .subject = "svc.reminder.dismiss",
    .auth = AUTH_KEY,
    .scope = "reminders:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &reminder_dismiss_path_shape,
    .query = NULL,
    .body = &reminder_dismiss_shape,
    .body_offset = offsetof(struct reminder_dismiss_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct reminder_dismiss_in),
    .output = NULL,
};

static const struct operation *const operations[] = {
    &reminder_list_operation,
    &reminder_create_operation,
    &reminder_get_operation,
    &reminder_patch_operation,
    &reminder_delete_operation,
    &reminder_default_get_operation,
    &reminder_default_replace_operation,
    &reminder_due_list_operation,
    &reminder_quiet_get_operation,
    &reminder_quiet_replace_operation,
    &reminder_snooze_operation,
    &reminder_dismiss_operation,
};

const struct service_api reminder_api = {
    .name = "reminder",
    .operations = operations,
    .operation_count = 12,
};
