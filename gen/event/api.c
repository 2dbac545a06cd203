/* Made by tools/gen from schemas/openapi/event.yaml. Do not edit. */
/* clang-format off */
#include "gen/event/api.h"
#include "shared/codec/format.h"

#include <stddef.h>

static const struct field event_conflict_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_conflict, id), .has_offset = -1},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_conflict, calendar_id), .has_offset = -1},
    {.name = "title", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_conflict, title), .has_offset = -1, .max = 1048576},
    {.name = "start_time", .kind = FIELD_MOMENT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_conflict, start_time), .has_offset = -1},
    {.name = "end_time", .kind = FIELD_MOMENT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_conflict, end_time), .has_offset = -1},
    {.name = "all_day", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_conflict, all_day), .has_offset = -1},
    {.name = "recurrence_id", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_conflict, recurrence_id), .has_offset = offsetof(struct event_conflict, has_recurrence_id)},
};
const struct shape event_conflict_shape = {
    .name = "event_conflict",
    .size = sizeof(struct event_conflict),
    .fields = event_conflict_fields,
    .field_count = 7,
    .id_offset = offsetof(struct event_conflict, id),
    .version_offset = -1,
};

static const struct field event_conflicts_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct event_conflicts, data), .has_offset = -1, .items_max = 20, .shape = &event_conflict_shape},
    {.name = "complete", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_conflicts, complete), .has_offset = -1},
};
const struct shape event_conflicts_shape = {
    .name = "event_conflicts",
    .size = sizeof(struct event_conflicts),
    .fields = event_conflicts_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field series_course_fields[] = {
    {.name = "kept", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct series_course, kept), .has_offset = -1, .max = 9223372036854775807},
    {.name = "moved", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct series_course, moved), .has_offset = -1, .max = 9223372036854775807},
    {.name = "dropped", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct series_course, dropped), .has_offset = -1, .max = 9223372036854775807},
};
const struct shape series_course_shape = {
    .name = "series_course",
    .size = sizeof(struct series_course),
    .fields = series_course_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const event_attendee_status_choices[] = {"needs_action", "accepted", "declined", "tentative", NULL};
static const struct field event_attendee_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct event_attendee, id), .has_offset = offsetof(struct event_attendee, has_id)},
    {.name = "user_id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct event_attendee, user_id), .has_offset = offsetof(struct event_attendee, has_user_id)},
    {.name = "email", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_attendee, email), .has_offset = -1, .min = 3, .max = 254, .format = format_email},
    {.name = "name", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_attendee, name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "status", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_attendee, status), .has_offset = -1, .choices = event_attendee_status_choices, .fallback = "needs_action"},
};
const struct shape event_attendee_shape = {
    .name = "event_attendee",
    .size = sizeof(struct event_attendee),
    .fields = event_attendee_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = -1,
};

static struct pattern event_url_pattern = {.text = "^https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?$", .problem = "must be an http or https URL in ASCII, without user and password"};
static struct pattern event_conference_url_pattern = {.text = "^https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?$", .problem = "must be an http or https URL in ASCII, without user and password"};
static const char *const event_status_choices[] = {"confirmed", "tentative", "cancelled", NULL};
static const char *const event_transparency_choices[] = {"opaque", "transparent", NULL};
static const char *const event_visibility_choices[] = {"public", "private", "confidential", NULL};
static const struct field event_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct event, id), .has_offset = -1},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event, calendar_id), .has_offset = -1},
    {.name = "uid", .kind = FIELD_TEXT, .flags = FIELD_ABSENT_OK, .offset = offsetof(struct event, uid), .has_offset = -1, .min = 1, .max = 255},
    {.name = "sequence", .kind = FIELD_INT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct event, sequence), .has_offset = offsetof(struct event, has_sequence), .max = 9223372036854775807},
    {.name = "title", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event, title), .has_offset = -1, .min = 1, .max = 500},
    {.name = "description", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, description), .has_offset = -1, .max = 65536, .bytes_max = 65536},
    {.name = "location", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, location), .has_offset = -1, .max = 1000},
    {.name = "color", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, color), .has_offset = -1, .min = 1, .max = 30, .format = format_color},
    {.name = "url", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, url), .has_offset = -1, .min = 1, .max = 2048, .pattern = &event_url_pattern},
    {.name = "conference_url", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, conference_url), .has_offset = -1, .min = 1, .max = 2048, .pattern = &event_conference_url_pattern},
    {.name = "properties", .kind = FIELD_JSON, .flags = 0, .offset = offsetof(struct event, properties), .has_offset = -1, .max = 8, .bytes_max = 4096},
    {.name = "start_time", .kind = FIELD_MOMENT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event, start_time), .has_offset = -1},
    {.name = "end_time", .kind = FIELD_MOMENT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event, end_time), .has_offset = -1},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, timezone), .has_offset = -1, .min = 1, .max = 64, .format = format_timezone},
    {.name = "all_day", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event, all_day), .has_offset = -1, .fallback = "false"},
    {.name = "recurrence_rule", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, recurrence_rule), .has_offset = -1, .min = 1, .max = 1024},
    {.name = "recurrence_dates", .kind = FIELD_TEXT, .flags = FIELD_ARRAY, .offset = offsetof(struct event, recurrence_dates), .has_offset = -1, .min = 1, .max = 80, .items_max = 500},
    {.name = "exception_dates", .kind = FIELD_MOMENT, .flags = FIELD_ARRAY, .offset = offsetof(struct event, exception_dates), .has_offset = -1, .items_max = 500},
    {.name = "recurrence_id", .kind = FIELD_MOMENT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct event, recurrence_id), .has_offset = offsetof(struct event, has_recurrence_id)},
    {.name = "status", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, status), .has_offset = -1, .choices = event_status_choices, .fallback = "confirmed"},
    {.name = "transparency", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, transparency), .has_offset = -1, .choices = event_transparency_choices, .fallback = "opaque"},
    {.name = "visibility", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event, visibility), .has_offset = -1, .choices = event_visibility_choices, .fallback = "public"},
    {.name = "tags", .kind = FIELD_TEXT, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct event, tags), .has_offset = -1, .min = 1, .max = 50, .items_max = 20},
    {.name = "attendees", .kind = FIELD_OBJECT, .flags = FIELD_ARRAY, .offset = offsetof(struct event, attendees), .has_offset = -1, .items_max = 500, .shape = &event_attendee_shape},
    {.name = "attendee_count", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct event, attendee_count), .has_offset = -1, .max = 9223372036854775807},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct event, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_by", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct event, created_by), .has_offset = offsetof(struct event, has_created_by)},
    {.name = "updated_by", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct event, updated_by), .has_offset = offsetof(struct event, has_updated_by)},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct event, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct event, updated_at), .has_offset = -1},
    {.name = "course", .kind = FIELD_OBJECT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct event, course), .has_offset = offsetof(struct event, has_course), .shape = &series_course_shape},
    {.name = "conflicts", .kind = FIELD_OBJECT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct event, conflicts), .has_offset = offsetof(struct event, has_conflicts), .shape = &event_conflicts_shape},
};
const struct shape event_shape = {
    .name = "event",
    .size = sizeof(struct event),
    .fields = event_fields,
    .field_count = 32,
    .id_offset = offsetof(struct event, id),
    .version_offset = offsetof(struct event, version),
};

static const char *const event_batch_item_operation_choices[] = {"create", "replace", "patch", "delete", NULL};
static const char *const event_batch_item_scope_choices[] = {"this", "following", "all", NULL};
static const struct field event_batch_item_fields[] = {
    {.name = "operation", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_batch_item, operation), .has_offset = -1, .choices = event_batch_item_operation_choices},
    {.name = "id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct event_batch_item, id), .has_offset = offsetof(struct event_batch_item, has_id)},
    {.name = "version", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct event_batch_item, version), .has_offset = offsetof(struct event_batch_item, has_version), .min = 1, .max = 9223372036854775807},
    {.name = "event", .kind = FIELD_OBJECT, .flags = FIELD_AS_SENT, .offset = offsetof(struct event_batch_item, event), .has_offset = -1, .shape = &event_shape},
    {.name = "patch", .kind = FIELD_OBJECT, .flags = FIELD_AS_SENT, .offset = offsetof(struct event_batch_item, patch), .has_offset = -1, .shape = &event_shape},
    {.name = "scope", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_batch_item, scope), .has_offset = -1, .choices = event_batch_item_scope_choices, .fallback = "all"},
    {.name = "occurrence", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_batch_item, occurrence), .has_offset = offsetof(struct event_batch_item, has_occurrence)},
};
const struct shape event_batch_item_shape = {
    .name = "event_batch_item",
    .size = sizeof(struct event_batch_item),
    .fields = event_batch_item_fields,
    .field_count = 7,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_batch_fields[] = {
    {.name = "atomic", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_batch, atomic), .has_offset = -1, .fallback = "false"},
    {.name = "items", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct event_batch, items), .has_offset = -1, .items_min = 1, .items_max = 500, .shape = &event_batch_item_shape},
};
const struct shape event_batch_shape = {
    .name = "event_batch",
    .size = sizeof(struct event_batch),
    .fields = event_batch_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_batch_problem_fields[] = {
    {.name = "field", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_batch_problem, field), .has_offset = -1, .max = 1048576},
    {.name = "problem", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_batch_problem, problem), .has_offset = -1, .max = 1048576},
};
const struct shape event_batch_problem_shape = {
    .name = "event_batch_problem",
    .size = sizeof(struct event_batch_problem),
    .fields = event_batch_problem_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_batch_error_fields[] = {
    {.name = "error", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_batch_error, error), .has_offset = -1, .max = 1048576},
    {.name = "code", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_batch_error, code), .has_offset = -1, .max = 1048576},
    {.name = "details", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct event_batch_error, details), .has_offset = -1, .items_max = 1048576, .shape = &event_batch_problem_shape},
};
const struct shape event_batch_error_shape = {
    .name = "event_batch_error",
    .size = sizeof(struct event_batch_error),
    .fields = event_batch_error_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_batch_outcome_fields[] = {
    {.name = "status", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_batch_outcome, status), .has_offset = -1, .min = 200, .max = 599},
    {.name = "id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct event_batch_outcome, id), .has_offset = offsetof(struct event_batch_outcome, has_id)},
    {.name = "version", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct event_batch_outcome, version), .has_offset = offsetof(struct event_batch_outcome, has_version), .min = 1, .max = 9223372036854775807},
    {.name = "error", .kind = FIELD_OBJECT, .flags = FIELD_ABSENT_OK, .offset = offsetof(struct event_batch_outcome, error), .has_offset = offsetof(struct event_batch_outcome, has_error), .shape = &event_batch_error_shape},
};
const struct shape event_batch_outcome_shape = {
    .name = "event_batch_outcome",
    .size = sizeof(struct event_batch_outcome),
    .fields = event_batch_outcome_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_batch_result_fields[] = {
    {.name = "results", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct event_batch_result, results), .has_offset = -1, .items_max = 500, .shape = &event_batch_outcome_shape},
};
const struct shape event_batch_result_shape = {
    .name = "event_batch_result",
    .size = sizeof(struct event_batch_result),
    .fields = event_batch_result_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const attendee_status_choices[] = {"needs_action", "accepted", "declined", "tentative", NULL};
static const struct field attendee_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct attendee, id), .has_offset = -1},
    {.name = "event_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct attendee, event_id), .has_offset = -1},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct attendee, calendar_id), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct attendee, user_id), .has_offset = offsetof(struct attendee, has_user_id)},
    {.name = "email", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct attendee, email), .has_offset = -1, .min = 3, .max = 254, .format = format_email},
    {.name = "name", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct attendee, name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "status", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct attendee, status), .has_offset = -1, .choices = attendee_status_choices, .fallback = "needs_action"},
    {.name = "recurrence_id", .kind = FIELD_MOMENT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct attendee, recurrence_id), .has_offset = offsetof(struct attendee, has_recurrence_id)},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct attendee, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct attendee, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct attendee, updated_at), .has_offset = -1},
};
const struct shape attendee_shape = {
    .name = "attendee",
    .size = sizeof(struct attendee),
    .fields = attendee_fields,
    .field_count = 11,
    .id_offset = offsetof(struct attendee, id),
    .version_offset = offsetof(struct attendee, version),
};

static const struct field attendee_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct attendee_list, data), .has_offset = -1, .items_max = 1048576, .shape = &attendee_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct attendee_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape attendee_list_shape = {
    .name = "attendee_list",
    .size = sizeof(struct attendee_list),
    .fields = attendee_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_deletion_fields[] = {
    {.name = "course", .kind = FIELD_OBJECT, .flags = FIELD_ABSENT_OK, .offset = offsetof(struct event_deletion, course), .has_offset = offsetof(struct event_deletion, has_course), .shape = &series_course_shape},
};
const struct shape event_deletion_shape = {
    .name = "event_deletion",
    .size = sizeof(struct event_deletion),
    .fields = event_deletion_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const series_occurrence_state_choices[] = {"plain", "further", "changed", "cancelled", NULL};
static const struct field series_occurrence_fields[] = {
    {.name = "recurrence_id", .kind = FIELD_MOMENT, .flags = FIELD_REQUIRED, .offset = offsetof(struct series_occurrence, recurrence_id), .has_offset = -1},
    {.name = "original_end_time", .kind = FIELD_MOMENT, .flags = FIELD_REQUIRED, .offset = offsetof(struct series_occurrence, original_end_time), .has_offset = -1},
    {.name = "start_time", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct series_occurrence, start_time), .has_offset = offsetof(struct series_occurrence, has_start_time)},
    {.name = "end_time", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct series_occurrence, end_time), .has_offset = offsetof(struct series_occurrence, has_end_time)},
    {.name = "state", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct series_occurrence, state), .has_offset = -1, .choices = series_occurrence_state_choices},
};
const struct shape series_occurrence_shape = {
    .name = "series_occurrence",
    .size = sizeof(struct series_occurrence),
    .fields = series_occurrence_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field series_occurrence_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct series_occurrence_list, data), .has_offset = -1, .items_max = 1048576, .shape = &series_occurrence_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct series_occurrence_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape series_occurrence_list_shape = {
    .name = "series_occurrence_list",
    .size = sizeof(struct series_occurrence_list),
    .fields = series_occurrence_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field span_fields[] = {
    {.name = "start", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct span, start), .has_offset = -1},
    {.name = "end", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct span, end), .has_offset = -1},
};
const struct shape span_shape = {
    .name = "span",
    .size = sizeof(struct span),
    .fields = span_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field availability_fields[] = {
    {.name = "busy", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct availability, busy), .has_offset = -1, .items_max = 1048576, .shape = &span_shape},
    {.name = "free", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct availability, free), .has_offset = -1, .items_max = 1048576, .shape = &span_shape},
};
const struct shape availability_shape = {
    .name = "availability",
    .size = sizeof(struct availability),
    .fields = availability_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const working_hours_days_choices[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU", NULL};
static struct pattern working_hours_start_pattern = {.text = "^([01][0-9]|2[0-3]):[0-5][0-9]$", .problem = "must be a time such as 09:00"};
static struct pattern working_hours_end_pattern = {.text = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", .problem = "must be a time such as 17:00, up to 24:00"};
static const struct field working_hours_fields[] = {
    {.name = "days", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct working_hours, days), .has_offset = -1, .items_min = 1, .items_max = 7, .choices = working_hours_days_choices},
    {.name = "start", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct working_hours, start), .has_offset = -1, .max = 1048576, .pattern = &working_hours_start_pattern},
    {.name = "end", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct working_hours, end), .has_offset = -1, .max = 1048576, .pattern = &working_hours_end_pattern},
};
const struct shape working_hours_shape = {
    .name = "working_hours",
    .size = sizeof(struct working_hours),
    .fields = working_hours_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field slots_ask_fields[] = {
    {.name = "calendar_ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct slots_ask, calendar_ids), .has_offset = -1, .items_min = 1, .items_max = 100},
    {.name = "duration_minutes", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct slots_ask, duration_minutes), .has_offset = -1, .min = 1, .max = 1440},
    {.name = "start", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct slots_ask, start), .has_offset = -1},
    {.name = "end", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct slots_ask, end), .has_offset = -1},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct slots_ask, timezone), .has_offset = -1, .min = 1, .max = 64, .format = format_timezone},
    {.name = "working_hours", .kind = FIELD_OBJECT, .flags = FIELD_ARRAY, .offset = offsetof(struct slots_ask, working_hours), .has_offset = -1, .items_max = 21, .shape = &working_hours_shape},
    {.name = "attending", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct slots_ask, attending), .has_offset = -1, .fallback = "false"},
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct slots_ask, limit), .has_offset = -1, .min = 1, .max = 100, .fallback = "20"},
};
const struct shape slots_ask_shape = {
    .name = "slots_ask",
    .size = sizeof(struct slots_ask),
    .fields = slots_ask_fields,
    .field_count = 8,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field slots_fields[] = {
    {.name = "slots", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct slots, slots), .has_offset = -1, .items_max = 1048576, .shape = &span_shape},
};
const struct shape slots_shape = {
    .name = "slots",
    .size = sizeof(struct slots),
    .fields = slots_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct event_list, data), .has_offset = -1, .items_max = 1048576, .shape = &event_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape event_list_shape = {
    .name = "event_list",
    .size = sizeof(struct event_list),
    .fields = event_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const public_event_status_choices[] = {"confirmed", "tentative", "cancelled", NULL};
static const char *const public_event_transparency_choices[] = {"opaque", "transparent", NULL};
static const struct field public_event_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_event, id), .has_offset = -1},
    {.name = "uid", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct public_event, uid), .has_offset = -1, .max = 1048576},
    {.name = "title", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_event, title), .has_offset = -1, .max = 1048576},
    {.name = "description", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct public_event, description), .has_offset = -1, .max = 1048576},
    {.name = "location", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct public_event, location), .has_offset = -1, .max = 1048576},
    {.name = "color", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct public_event, color), .has_offset = -1, .max = 1048576},
    {.name = "url", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct public_event, url), .has_offset = -1, .max = 1048576},
    {.name = "conference_url", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct public_event, conference_url), .has_offset = -1, .max = 1048576},
    {.name = "start_time", .kind = FIELD_MOMENT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_event, start_time), .has_offset = -1},
    {.name = "end_time", .kind = FIELD_MOMENT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_event, end_time), .has_offset = -1},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_event, timezone), .has_offset = -1, .max = 1048576},
    {.name = "all_day", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_event, all_day), .has_offset = -1},
    {.name = "recurrence_id", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct public_event, recurrence_id), .has_offset = offsetof(struct public_event, has_recurrence_id)},
    {.name = "status", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_event, status), .has_offset = -1, .choices = public_event_status_choices},
    {.name = "transparency", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_event, transparency), .has_offset = -1, .choices = public_event_transparency_choices},
    {.name = "tags", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct public_event, tags), .has_offset = -1, .max = 1048576, .items_max = 1048576},
};
const struct shape public_event_shape = {
    .name = "public_event",
    .size = sizeof(struct public_event),
    .fields = public_event_fields,
    .field_count = 16,
    .id_offset = offsetof(struct public_event, id),
    .version_offset = -1,
};

static const struct field public_events_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct public_events, data), .has_offset = -1, .items_max = 1048576, .shape = &public_event_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_events, next_cursor), .has_offset = -1, .max = 1048576},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_events, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
};
const struct shape public_events_shape = {
    .name = "public_events",
    .size = sizeof(struct public_events),
    .fields = public_events_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = offsetof(struct public_events, version),
};

static const struct field tag_fields[] = {
    {.name = "tag", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct tag, tag), .has_offset = -1, .min = 1, .max = 50},
    {.name = "count", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct tag, count), .has_offset = -1, .min = 1, .max = 9223372036854775807},
};
const struct shape tag_shape = {
    .name = "tag",
    .size = sizeof(struct tag),
    .fields = tag_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field tag_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct tag_list, data), .has_offset = -1, .items_max = 1048576, .shape = &tag_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct tag_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape tag_list_shape = {
    .name = "tag_list",
    .size = sizeof(struct tag_list),
    .fields = tag_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field access_apply_fields[] = {
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_apply, calendar_id), .has_offset = -1},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_apply, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "deleted", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_apply, deleted), .has_offset = -1},
    {.name = "user_ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct access_apply, user_ids), .has_offset = -1, .items_max = 10000},
    {.name = "roles", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct access_apply, roles), .has_offset = -1, .max = 10, .items_max = 10000},
    {.name = "public_hash", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct access_apply, public_hash), .has_offset = -1, .max = 64},
};
const struct shape access_apply_shape = {
    .name = "access_apply",
    .size = sizeof(struct access_apply),
    .fields = access_apply_fields,
    .field_count = 6,
    .id_offset = -1,
    .version_offset = offsetof(struct access_apply, version),
};

static const struct field event_course_ask_fields[] = {
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course_ask, user_id), .has_offset = -1},
    {.name = "event_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course_ask, event_id), .has_offset = -1},
};
const struct shape event_course_ask_shape = {
    .name = "event_course_ask",
    .size = sizeof(struct event_course_ask),
    .fields = event_course_ask_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_courses_ask_fields[] = {
    {.name = "event_ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct event_courses_ask, event_ids), .has_offset = -1, .items_min = 1, .items_max = 200},
};
const struct shape event_courses_ask_shape = {
    .name = "event_courses_ask",
    .size = sizeof(struct event_courses_ask),
    .fields = event_courses_ask_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_course_date_fields[] = {
    {.name = "place", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course_date, place), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "length_us", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct event_course_date, length_us), .has_offset = offsetof(struct event_course_date, has_length_us), .min = -9223372036854775807, .max = 9223372036854775807},
};
const struct shape event_course_date_shape = {
    .name = "event_course_date",
    .size = sizeof(struct event_course_date),
    .fields = event_course_date_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_course_place_fields[] = {
    {.name = "place", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course_place, place), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
};
const struct shape event_course_place_shape = {
    .name = "event_course_place",
    .size = sizeof(struct event_course_place),
    .fields = event_course_place_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_course_changed_fields[] = {
    {.name = "place", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course_changed, place), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "cancelled", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course_changed, cancelled), .has_offset = -1},
    {.name = "all_day", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course_changed, all_day), .has_offset = -1},
    {.name = "start_at", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course_changed, start_at), .has_offset = -1},
    {.name = "end_at", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course_changed, end_at), .has_offset = -1},
};
const struct shape event_course_changed_shape = {
    .name = "event_course_changed",
    .size = sizeof(struct event_course_changed),
    .fields = event_course_changed_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_course_fields[] = {
    {.name = "event_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course, event_id), .has_offset = -1},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course, version), .has_offset = -1, .max = 9223372036854775807},
    {.name = "deleted", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_course, deleted), .has_offset = -1},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct event_course, calendar_id), .has_offset = offsetof(struct event_course, has_calendar_id)},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct event_course, created_at), .has_offset = offsetof(struct event_course, has_created_at)},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct event_course, updated_at), .has_offset = offsetof(struct event_course, has_updated_at)},
    {.name = "cancelled", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_course, cancelled), .has_offset = -1, .fallback = "false"},
    {.name = "all_day", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_course, all_day), .has_offset = -1, .fallback = "false"},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_course, timezone), .has_offset = -1, .max = 64},
    {.name = "start_at", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct event_course, start_at), .has_offset = offsetof(struct event_course, has_start_at)},
    {.name = "end_at", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct event_course, end_at), .has_offset = offsetof(struct event_course, has_end_at)},
    {.name = "is_series", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_course, is_series), .has_offset = -1, .fallback = "false"},
    {.name = "start_local", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct event_course, start_local), .has_offset = offsetof(struct event_course, has_start_local), .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "series_end", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct event_course, series_end), .has_offset = offsetof(struct event_course, has_series_end)},
    {.name = "recurrence_rule", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_course, recurrence_rule), .has_offset = -1, .max = 1024},
    {.name = "rdates", .kind = FIELD_OBJECT, .flags = FIELD_ARRAY, .offset = offsetof(struct event_course, rdates), .has_offset = -1, .items_max = 10000, .shape = &event_course_date_shape},
    {.name = "exdates", .kind = FIELD_OBJECT, .flags = FIELD_ARRAY, .offset = offsetof(struct event_course, exdates), .has_offset = -1, .items_max = 10000, .shape = &event_course_place_shape},
    {.name = "changed", .kind = FIELD_OBJECT, .flags = FIELD_ARRAY, .offset = offsetof(struct event_course, changed), .has_offset = -1, .items_max = 10000, .shape = &event_course_changed_shape},
    {.name = "split_into", .kind = FIELD_UUID, .flags = FIELD_ARRAY, .offset = offsetof(struct event_course, split_into), .has_offset = -1, .items_max = 1000},
};
const struct shape event_course_shape = {
    .name = "event_course",
    .size = sizeof(struct event_course),
    .fields = event_course_fields,
    .field_count = 19,
    .id_offset = -1,
    .version_offset = offsetof(struct event_course, version),
};

static const struct field event_courses_fields[] = {
    {.name = "courses", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct event_courses, courses), .has_offset = -1, .items_max = 200, .shape = &event_course_shape},
};
const struct shape event_courses_shape = {
    .name = "event_courses",
    .size = sizeof(struct event_courses),
    .fields = event_courses_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_changes_ask_fields[] = {
    {.name = "after_xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_changes_ask, after_xid), .has_offset = -1, .max = 9223372036854775807},
    {.name = "after_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_changes_ask, after_id), .has_offset = -1},
    {.name = "limit", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_changes_ask, limit), .has_offset = -1, .min = 1, .max = 1000},
};
const struct shape event_changes_ask_shape = {
    .name = "event_changes_ask",
    .size = sizeof(struct event_changes_ask),
    .fields = event_changes_ask_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_change_fields[] = {
    {.name = "event_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_change, event_id), .has_offset = -1},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_change, calendar_id), .has_offset = -1},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_change, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "deleted", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_change, deleted), .has_offset = -1},
};
const struct shape event_change_shape = {
    .name = "event_change",
    .size = sizeof(struct event_change),
    .fields = event_change_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = offsetof(struct event_change, version),
};

static const struct field event_changes_fields[] = {
    {.name = "changes", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct event_changes, changes), .has_offset = -1, .items_max = 1000, .shape = &event_change_shape},
    {.name = "next_xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_changes, next_xid), .has_offset = -1, .max = 9223372036854775807},
    {.name = "next_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_changes, next_id), .has_offset = -1},
    {.name = "more", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_changes, more), .has_offset = -1},
};
const struct shape event_changes_shape = {
    .name = "event_changes",
    .size = sizeof(struct event_changes),
    .fields = event_changes_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field calendar_events_ask_fields[] = {
    {.name = "user_id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct calendar_events_ask, user_id), .has_offset = offsetof(struct calendar_events_ask, has_user_id)},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events_ask, calendar_id), .has_offset = -1},
    {.name = "is_series", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events_ask, is_series), .has_offset = -1},
    {.name = "from", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events_ask, from), .has_offset = -1},
    {.name = "until", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events_ask, until), .has_offset = -1},
    {.name = "after_at", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events_ask, after_at), .has_offset = -1},
    {.name = "after_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events_ask, after_id), .has_offset = -1},
    {.name = "limit", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events_ask, limit), .has_offset = -1, .max = 1000},
};
const struct shape calendar_events_ask_shape = {
    .name = "calendar_events_ask",
    .size = sizeof(struct calendar_events_ask),
    .fields = calendar_events_ask_fields,
    .field_count = 8,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field calendar_events_fields[] = {
    {.name = "event_ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct calendar_events, event_ids), .has_offset = -1, .items_max = 1000},
    {.name = "last_at", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events, last_at), .has_offset = -1},
    {.name = "last_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events, last_id), .has_offset = -1},
    {.name = "more", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_events, more), .has_offset = -1},
};
const struct shape calendar_events_shape = {
    .name = "calendar_events",
    .size = sizeof(struct calendar_events),
    .fields = calendar_events_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field occurrence_check_ask_fields[] = {
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct occurrence_check_ask, user_id), .has_offset = -1},
    {.name = "event_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct occurrence_check_ask, event_id), .has_offset = -1},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct occurrence_check_ask, version), .has_offset = -1, .max = 9223372036854775807},
    {.name = "place", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct occurrence_check_ask, place), .has_offset = offsetof(struct occurrence_check_ask, has_place), .min = -62135596800000000, .max = 253402300799999999},
};
const struct shape occurrence_check_ask_shape = {
    .name = "occurrence_check_ask",
    .size = sizeof(struct occurrence_check_ask),
    .fields = occurrence_check_ask_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = offsetof(struct occurrence_check_ask, version),
};

static const struct field occurrences_check_ask_fields[] = {
    {.name = "items", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct occurrences_check_ask, items), .has_offset = -1, .items_min = 1, .items_max = 256, .shape = &occurrence_check_ask_shape},
};
const struct shape occurrences_check_ask_shape = {
    .name = "occurrences_check_ask",
    .size = sizeof(struct occurrences_check_ask),
    .fields = occurrences_check_ask_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const occurrence_check_state_choices[] = {"same", "changed", "gone", NULL};
static const struct field occurrence_check_fields[] = {
    {.name = "state", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct occurrence_check, state), .has_offset = -1, .choices = occurrence_check_state_choices},
    {.name = "title", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct occurrence_check, title), .has_offset = -1, .max = 500},
    {.name = "location", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct occurrence_check, location), .has_offset = -1, .max = 1000},
};
const struct shape occurrence_check_shape = {
    .name = "occurrence_check",
    .size = sizeof(struct occurrence_check),
    .fields = occurrence_check_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field occurrences_check_fields[] = {
    {.name = "items", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct occurrences_check, items), .has_offset = -1, .items_max = 256, .shape = &occurrence_check_shape},
};
const struct shape occurrences_check_shape = {
    .name = "occurrences_check",
    .size = sizeof(struct occurrences_check),
    .fields = occurrences_check_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_availability_query_fields[] = {
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct event_availability_in, calendar_id), .has_offset = -1, .items_min = 1, .items_max = 100},
    {.name = "start", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_availability_in, start), .has_offset = -1},
    {.name = "end", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_availability_in, end), .has_offset = -1},
    {.name = "attending", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_availability_in, attending), .has_offset = -1, .fallback = "false"},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_availability_in, timezone), .has_offset = -1, .min = 1, .max = 64, .format = format_timezone},
};
static const struct shape event_availability_query_shape = {
    .name = "event_availability_query",
    .size = sizeof(struct event_availability_in),
    .fields = event_availability_query_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_availability_operation = {
    .name = "event.availability",
    .subject = "svc.event.availability",
    .auth = AUTH_KEY,
    .scope = "events:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = &event_availability_query_shape,
    .input_size = sizeof(struct event_availability_in),
    .output = &availability_shape,
};

const struct operation event_availability_find_operation = {
    .name = "event.availability_find",
    .subject = "svc.event.availability_find",
    .auth = AUTH_KEY,
    .scope = "events:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &slots_ask_shape,
    .body_offset = offsetof(struct event_availability_find_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct event_availability_find_in),
    .output = &slots_shape,
};

static const struct field event_list_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct event_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
    {.name = "start", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct event_list_in, start), .has_offset = offsetof(struct event_list_in, has_start)},
    {.name = "end", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct event_list_in, end), .has_offset = offsetof(struct event_list_in, has_end)},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_ARRAY, .offset = offsetof(struct event_list_in, calendar_id), .has_offset = -1, .items_max = 100},
    {.name = "search", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_list_in, search), .has_offset = -1, .min = 1, .max = 100},
    {.name = "tag", .kind = FIELD_TEXT, .flags = FIELD_ARRAY, .offset = offsetof(struct event_list_in, tag), .has_offset = -1, .min = 1, .max = 50, .items_max = 20},
    {.name = "attending", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_list_in, attending), .has_offset = -1, .fallback = "false"},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_list_in, timezone), .has_offset = -1, .min = 1, .max = 64, .format = format_timezone},
};
static const struct shape event_list_query_shape = {
    .name = "event_list_query",
    .size = sizeof(struct event_list_in),
    .fields = event_list_query_fields,
    .field_count = 9,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_list_operation = {
    .name = "event.list",
    .subject = "svc.event.list",
    .auth = AUTH_KEY,
    .scope = "events:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = &event_list_query_shape,
    .input_size = sizeof(struct event_list_in),
    .output = &event_list_shape,
};

static const struct field event_create_query_fields[] = {
    {.name = "conflicts", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_create_in, conflicts), .has_offset = -1, .fallback = "false"},
};
static const struct shape event_create_query_shape = {
    .name = "event_create_query",
    .size = sizeof(struct event_create_in),
    .fields = event_create_query_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const event_create_asks[] = {"auth.users_lookup", NULL};
const struct operation event_create_operation = {
    .name = "event.create",
    .subject = "svc.event.create",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = &event_create_query_shape,
    .body = &event_shape,
    .body_offset = offsetof(struct event_create_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct event_create_in),
    .output = &event_shape,
    .asks = event_create_asks,
};

static const char *const event_batch_asks[] = {"auth.users_lookup", NULL};
const struct operation event_batch_operation = {
    .name = "event.batch",
    .subject = "svc.event.batch",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 20000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &event_batch_shape,
    .body_offset = offsetof(struct event_batch_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct event_batch_in),
    .output = &event_batch_result_shape,
    .asks = event_batch_asks,
};

static const struct field event_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_get_in, id), .has_offset = -1},
};
static const struct shape event_get_path_shape = {
    .name = "event_get_path",
    .size = sizeof(struct event_get_in),
    .fields = event_get_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct event_get_in, id),
    .version_offset = -1,
};

static const struct field event_get_query_fields[] = {
    {.name = "occurrence", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_get_in, occurrence), .has_offset = offsetof(struct event_get_in, has_occurrence)},
};
static const struct shape event_get_query_shape = {
    .name = "event_get_query",
    .size = sizeof(struct event_get_in),
    .fields = event_get_query_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_get_operation = {
    .name = "event.get",
    .subject = "svc.event.get",
    .auth = AUTH_KEY,
    .scope = "events:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &event_get_path_shape,
    .query = &event_get_query_shape,
    .input_size = sizeof(struct event_get_in),
    .output = &event_shape,
};

static const struct field event_replace_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_replace_in, id), .has_offset = -1},
};
static const struct shape event_replace_path_shape = {
    .name = "event_replace_path",
    .size = sizeof(struct event_replace_in),
    .fields = event_replace_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct event_replace_in, id),
    .version_offset = -1,
};

static const char *const event_replace_query_scope_choices[] = {"this", "following", "all", NULL};
static const struct field event_replace_query_fields[] = {
    {.name = "scope", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_replace_in, scope), .has_offset = -1, .choices = event_replace_query_scope_choices, .fallback = "all"},
    {.name = "occurrence", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_replace_in, occurrence), .has_offset = offsetof(struct event_replace_in, has_occurrence)},
    {.name = "dry_run", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_replace_in, dry_run), .has_offset = -1, .fallback = "false"},
    {.name = "conflicts", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_replace_in, conflicts), .has_offset = -1, .fallback = "false"},
};
static const struct shape event_replace_query_shape = {
    .name = "event_replace_query",
    .size = sizeof(struct event_replace_in),
    .fields = event_replace_query_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const event_replace_asks[] = {"auth.users_lookup", NULL};
const struct operation event_replace_operation = {
    .name = "event.replace",
    .subject = "svc.event.replace",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &event_replace_path_shape,
    .query = &event_replace_query_shape,
    .body = &event_shape,
    .body_offset = offsetof(struct event_replace_in, body),
    .body_mode = WIRE_REPLACE,
    .input_size = sizeof(struct event_replace_in),
    .output = &event_shape,
    .asks = event_replace_asks,
};

static const struct field event_patch_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_patch_in, id), .has_offset = -1},
};
static const struct shape event_patch_path_shape = {
    .name = "event_patch_path",
    .size = sizeof(struct event_patch_in),
    .fields = event_patch_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct event_patch_in, id),
    .version_offset = -1,
};

static const char *const event_patch_query_scope_choices[] = {"this", "following", "all", NULL};
static const struct field event_patch_query_fields[] = {
    {.name = "scope", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_patch_in, scope), .has_offset = -1, .choices = event_patch_query_scope_choices, .fallback = "all"},
    {.name = "occurrence", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_patch_in, occurrence), .has_offset = offsetof(struct event_patch_in, has_occurrence)},
    {.name = "dry_run", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_patch_in, dry_run), .has_offset = -1, .fallback = "false"},
    {.name = "conflicts", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_patch_in, conflicts), .has_offset = -1, .fallback = "false"},
};
static const struct shape event_patch_query_shape = {
    .name = "event_patch_query",
    .size = sizeof(struct event_patch_in),
    .fields = event_patch_query_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const event_patch_asks[] = {"auth.users_lookup", NULL};
const struct operation event_patch_operation = {
    .name = "event.patch",
    .subject = "svc.event.patch",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &event_patch_path_shape,
    .query = &event_patch_query_shape,
    .body = &event_shape,
    .body_offset = offsetof(struct event_patch_in, body),
    .body_mode = WIRE_PARTIAL,
    .input_size = sizeof(struct event_patch_in),
    .output = &event_shape,
    .asks = event_patch_asks,
};

static const struct field event_delete_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_delete_in, id), .has_offset = -1},
};
static const struct shape event_delete_path_shape = {
    .name = "event_delete_path",
    .size = sizeof(struct event_delete_in),
    .fields = event_delete_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct event_delete_in, id),
    .version_offset = -1,
};

static const char *const event_delete_query_scope_choices[] = {"this", "following", "all", NULL};
static const struct field event_delete_query_fields[] = {
    {.name = "scope", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_delete_in, scope), .has_offset = -1, .choices = event_delete_query_scope_choices, .fallback = "all"},
    {.name = "occurrence", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_delete_in, occurrence), .has_offset = offsetof(struct event_delete_in, has_occurrence)},
    {.name = "dry_run", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct event_delete_in, dry_run), .has_offset = -1, .fallback = "false"},
};
static const struct shape event_delete_query_shape = {
    .name = "event_delete_query",
    .size = sizeof(struct event_delete_in),
    .fields = event_delete_query_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_delete_operation = {
    .name = "event.delete",
    .subject = "svc.event.delete",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &event_delete_path_shape,
    .query = &event_delete_query_shape,
    .input_size = sizeof(struct event_delete_in),
    .output = &event_deletion_shape,
};

static const struct field event_restore_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_restore_in, id), .has_offset = -1},
};
static const struct shape event_restore_path_shape = {
    .name = "event_restore_path",
    .size = sizeof(struct event_restore_in),
    .fields = event_restore_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct event_restore_in, id),
    .version_offset = -1,
};

const struct operation event_restore_operation = {
    .name = "event.restore",
    .subject = "svc.event.restore",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &event_restore_path_shape,
    .query = NULL,
    .input_size = sizeof(struct event_restore_in),
    .output = &event_shape,
};

static const struct field event_attendees_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendees_in, id), .has_offset = -1},
};
static const struct shape event_attendees_path_shape = {
    .name = "event_attendees_path",
    .size = sizeof(struct event_attendees_in),
    .fields = event_attendees_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct event_attendees_in, id),
    .version_offset = -1,
};

static const struct field event_attendees_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct event_attendees_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_attendees_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
    {.name = "occurrence", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_attendees_in, occurrence), .has_offset = offsetof(struct event_attendees_in, has_occurrence)},
};
static const struct shape event_attendees_query_shape = {
    .name = "event_attendees_query",
    .size = sizeof(struct event_attendees_in),
    .fields = event_attendees_query_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_attendees_operation = {
    .name = "event.attendees",
    .subject = "svc.event.attendees",
    .auth = AUTH_KEY,
    .scope = "events:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &event_attendees_path_shape,
    .query = &event_attendees_query_shape,
    .input_size = sizeof(struct event_attendees_in),
    .output = &attendee_list_shape,
};

static const struct field event_attendee_create_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendee_create_in, id), .has_offset = -1},
};
static const struct shape event_attendee_create_path_shape = {
    .name = "event_attendee_create_path",
    .size = sizeof(struct event_attendee_create_in),
    .fields = event_attendee_create_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct event_attendee_create_in, id),
    .version_offset = -1,
};

static const char *const event_attendee_create_asks[] = {"auth.users_lookup", NULL};
const struct operation event_attendee_create_operation = {
    .name = "event.attendee_create",
    .subject = "svc.event.attendee_create",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &event_attendee_create_path_shape,
    .query = NULL,
    .body = &attendee_shape,
    .body_offset = offsetof(struct event_attendee_create_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct event_attendee_create_in),
    .output = &attendee_shape,
    .asks = event_attendee_create_asks,
};

static const struct field event_attendee_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendee_get_in, id), .has_offset = -1},
    {.name = "attendee_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendee_get_in, attendee_id), .has_offset = -1},
};
static const struct shape event_attendee_get_path_shape = {
    .name = "event_attendee_get_path",
    .size = sizeof(struct event_attendee_get_in),
    .fields = event_attendee_get_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct event_attendee_get_in, id),
    .version_offset = -1,
};

static const struct field event_attendee_get_query_fields[] = {
    {.name = "occurrence", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_attendee_get_in, occurrence), .has_offset = offsetof(struct event_attendee_get_in, has_occurrence)},
};
static const struct shape event_attendee_get_query_shape = {
    .name = "event_attendee_get_query",
    .size = sizeof(struct event_attendee_get_in),
    .fields = event_attendee_get_query_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_attendee_get_operation = {
    .name = "event.attendee_get",
    .subject = "svc.event.attendee_get",
    .auth = AUTH_KEY,
    .scope = "events:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &event_attendee_get_path_shape,
    .query = &event_attendee_get_query_shape,
    .input_size = sizeof(struct event_attendee_get_in),
    .output = &attendee_shape,
};

static const struct field event_attendee_replace_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendee_replace_in, id), .has_offset = -1},
    {.name = "attendee_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendee_replace_in, attendee_id), .has_offset = -1},
};
static const struct shape event_attendee_replace_path_shape = {
    .name = "event_attendee_replace_path",
    .size = sizeof(struct event_attendee_replace_in),
    .fields = event_attendee_replace_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct event_attendee_replace_in, id),
    .version_offset = -1,
};

static const char *const event_attendee_replace_query_scope_choices[] = {"this", "following", "all", NULL};
static const struct field event_attendee_replace_query_fields[] = {
    {.name = "scope", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_attendee_replace_in, scope), .has_offset = -1, .choices = event_attendee_replace_query_scope_choices, .fallback = "all"},
    {.name = "occurrence", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_attendee_replace_in, occurrence), .has_offset = offsetof(struct event_attendee_replace_in, has_occurrence)},
};
static const struct shape event_attendee_replace_query_shape = {
    .name = "event_attendee_replace_query",
    .size = sizeof(struct event_attendee_replace_in),
    .fields = event_attendee_replace_query_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_attendee_replace_operation = {
    .name = "event.attendee_replace",
    .subject = "svc.event.attendee_replace",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &event_attendee_replace_path_shape,
    .query = &event_attendee_replace_query_shape,
    .body = &attendee_shape,
    .body_offset = offsetof(struct event_attendee_replace_in, body),
    .body_mode = WIRE_REPLACE,
    .input_size = sizeof(struct event_attendee_replace_in),
    .output = &attendee_shape,
};

static const struct field event_attendee_patch_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendee_patch_in, id), .has_offset = -1},
    {.name = "attendee_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendee_patch_in, attendee_id), .has_offset = -1},
};
static const struct shape event_attendee_patch_path_shape = {
    .name = "event_attendee_patch_path",
    .size = sizeof(struct event_attendee_patch_in),
    .fields = event_attendee_patch_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct event_attendee_patch_in, id),
    .version_offset = -1,
};

static const char *const event_attendee_patch_query_scope_choices[] = {"this", "following", "all", NULL};
static const struct field event_attendee_patch_query_fields[] = {
    {.name = "scope", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_attendee_patch_in, scope), .has_offset = -1, .choices = event_attendee_patch_query_scope_choices, .fallback = "all"},
    {.name = "occurrence", .kind = FIELD_MOMENT, .flags = 0, .offset = offsetof(struct event_attendee_patch_in, occurrence), .has_offset = offsetof(struct event_attendee_patch_in, has_occurrence)},
};
static const struct shape event_attendee_patch_query_shape = {
    .name = "event_attendee_patch_query",
    .size = sizeof(struct event_attendee_patch_in),
    .fields = event_attendee_patch_query_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_attendee_patch_operation = {
    .name = "event.attendee_patch",
    .subject = "svc.event.attendee_patch",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &event_attendee_patch_path_shape,
    .query = &event_attendee_patch_query_shape,
    .body = &attendee_shape,
    .body_offset = offsetof(struct event_attendee_patch_in, body),
    .body_mode = WIRE_PARTIAL,
    .input_size = sizeof(struct event_attendee_patch_in),
    .output = &attendee_shape,
};

static const struct field event_attendee_delete_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendee_delete_in, id), .has_offset = -1},
    {.name = "attendee_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_attendee_delete_in, attendee_id), .has_offset = -1},
};
static const struct shape event_attendee_delete_path_shape = {
    .name = "event_attendee_delete_path",
    .size = sizeof(struct event_attendee_delete_in),
    .fields = event_attendee_delete_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct event_attendee_delete_in, id),
    .version_offset = -1,
};

const struct operation event_attendee_delete_operation = {
    .name = "event.attendee_delete",
    .subject = "svc.event.attendee_delete",
    .auth = AUTH_KEY,
    .scope = "events:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &event_attendee_delete_path_shape,
    .query = NULL,
    .input_size = sizeof(struct event_attendee_delete_in),
    .output = NULL,
};

static const struct field event_occurrences_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_occurrences_in, id), .has_offset = -1},
};
static const struct shape event_occurrences_path_shape = {
    .name = "event_occurrences_path",
    .size = sizeof(struct event_occurrences_in),
    .fields = event_occurrences_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct event_occurrences_in, id),
    .version_offset = -1,
};

static const struct field event_occurrences_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct event_occurrences_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_occurrences_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
    {.name = "start", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_occurrences_in, start), .has_offset = -1},
    {.name = "end", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_occurrences_in, end), .has_offset = -1},
};
static const struct shape event_occurrences_query_shape = {
    .name = "event_occurrences_query",
    .size = sizeof(struct event_occurrences_in),
    .fields = event_occurrences_query_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_occurrences_operation = {
    .name = "event.occurrences",
    .subject = "svc.event.occurrences",
    .auth = AUTH_KEY,
    .scope = "events:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &event_occurrences_path_shape,
    .query = &event_occurrences_query_shape,
    .input_size = sizeof(struct event_occurrences_in),
    .output = &series_occurrence_list_shape,
};

static const struct field event_public_list_path_fields[] = {
    {.name = "token", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_public_list_in, token), .has_offset = -1, .min = 1, .max = 255},
};
static const struct shape event_public_list_path_shape = {
    .name = "event_public_list_path",
    .size = sizeof(struct event_public_list_in),
    .fields = event_public_list_path_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field event_public_list_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct event_public_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_public_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
    {.name = "start", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_public_list_in, start), .has_offset = -1},
    {.name = "end", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct event_public_list_in, end), .has_offset = -1},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_public_list_in, timezone), .has_offset = -1, .min = 1, .max = 64, .format = format_timezone},
};
static const struct shape event_public_list_query_shape = {
    .name = "event_public_list_query",
    .size = sizeof(struct event_public_list_in),
    .fields = event_public_list_query_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_public_list_operation = {
    .name = "event.public_list",
    .subject = "svc.event.public_list",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &event_public_list_path_shape,
    .query = &event_public_list_query_shape,
    .input_size = sizeof(struct event_public_list_in),
    .output = &public_events_shape,
};

static const struct field event_tags_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct event_tags_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct event_tags_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_ARRAY, .offset = offsetof(struct event_tags_in, calendar_id), .has_offset = -1, .items_max = 100},
};
static const struct shape event_tags_query_shape = {
    .name = "event_tags_query",
    .size = sizeof(struct event_tags_in),
    .fields = event_tags_query_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation event_tags_operation = {
    .name = "event.tags",
    .subject = "svc.event.tags",
    .auth = AUTH_KEY,
    .scope = "events:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = &event_tags_query_shape,
    .input_size = sizeof(struct event_tags_in),
    .output = &tag_list_shape,
};

const struct operation event_access_apply_operation = {
    .name = "event.access_apply",
    .subject = "svc.event.access_apply",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &access_apply_shape,
    .body_offset = offsetof(struct event_access_apply_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct event_access_apply_in),
    .output = NULL,
};

const struct operation event_course_operation = {
    .name = "event.course",
    .subject = "svc.event.course",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &event_course_ask_shape,
    .body_offset = offsetof(struct event_course_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct event_course_in),
    .output = &event_course_shape,
};

const struct operation event_courses_operation = {
    .name = "event.courses",
    .subject = "svc.event.courses",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &event_courses_ask_shape,
    .body_offset = offsetof(struct event_courses_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct event_courses_in),
    .output = &event_courses_shape,
};

const struct operation event_changes_operation = {
    .name = "event.changes",
    .subject = "svc.event.changes",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &event_changes_ask_shape,
    .body_offset = offsetof(struct event_changes_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct event_changes_in),
    .output = &event_changes_shape,
};

const struct operation event_calendar_events_operation = {
    .name = "event.calendar_events",
    .subject = "svc.event.calendar_events",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &calendar_events_ask_shape,
    .body_offset = offsetof(struct event_calendar_events_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct event_calendar_events_in),
    .output = &calendar_events_shape,
};

const struct operation event_occurrences_check_operation = {
    .name = "event.occurrences_check",
    .subject = "svc.event.occurrences_check",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &occurrences_check_ask_shape,
    .body_offset = offsetof(struct event_occurrences_check_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct event_occurrences_check_in),
    .output = &occurrences_check_shape,
};

static const struct operation *const operations[] = {
    &event_availability_operation,
    &event_availability_find_operation,
    &event_list_operation,
    &event_create_operation,
    &event_batch_operation,
    &event_get_operation,
    &event_replace_operation,
    &event_patch_operation,
    &event_delete_operation,
    &event_restore_operation,
    &event_attendees_operation,
    &event_attendee_create_operation,
    &event_attendee_get_operation,
    &event_attendee_replace_operation,
    &event_attendee_patch_operation,
    &event_attendee_delete_operation,
    &event_occurrences_operation,
    &event_public_list_operation,
    &event_tags_operation,
    &event_access_apply_operation,
    &event_course_operation,
    &event_courses_operation,
    &event_changes_operation,
    &event_calendar_events_operation,
    &event_occurrences_check_operation,
};

const struct service_api event_api = {
    .name = "event",
    .operations = operations,
    .operation_count = 25,
};
