/* Made by tools/gen from schemas/openapi/calendar.yaml. Do not edit. */
/* clang-format off */
#include "gen/calendar/api.h"
#include "shared/codec/format.h"

#include <stddef.h>

static struct pattern display_color_pattern = {.text = "^#[0-9A-Fa-f]{6}$", .problem = "must be a colour such as #1a2b3c"};
static const struct field display_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct display, id), .has_offset = -1},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct display, calendar_id), .has_offset = -1},
    {.name = "name", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct display, name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "color", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct display, color), .has_offset = -1, .max = 1048576, .pattern = &display_color_pattern},
    {.name = "position", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct display, position), .has_offset = offsetof(struct display, has_position), .max = 1000000},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct display, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
};
const struct shape display_shape = {
    .name = "display",
    .size = sizeof(struct display),
    .fields = display_fields,
    .field_count = 6,
    .id_offset = offsetof(struct display, id),
    .version_offset = offsetof(struct display, version),
};

static struct pattern calendar_color_pattern = {.text = "^#[0-9A-Fa-f]{6}$", .problem = "must be a colour such as #1a2b3c"};
static const char *const calendar_role_choices[] = {"owner", "editor", "viewer", NULL};
static const struct field calendar_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, id), .has_offset = -1},
    {.name = "owner_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, owner_id), .has_offset = -1},
    {.name = "name", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar, name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "description", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct calendar, description), .has_offset = -1, .max = 16384, .bytes_max = 65536},
    {.name = "color", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct calendar, color), .has_offset = -1, .max = 1048576, .pattern = &calendar_color_pattern, .fallback = "#4285F4"},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct calendar, timezone), .has_offset = -1, .min = 1, .max = 64, .format = format_timezone},
    {.name = "is_public", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct calendar, is_public), .has_offset = -1, .fallback = "false"},
    {.name = "public_token", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, public_token), .has_offset = -1},
    {.name = "role", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, role), .has_offset = -1, .choices = calendar_role_choices},
    {.name = "transfer_to", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, transfer_to), .has_offset = offsetof(struct calendar, has_transfer_to)},
    {.name = "transfer_until", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, transfer_until), .has_offset = offsetof(struct calendar, has_transfer_until)},
    {.name = "display", .kind = FIELD_OBJECT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct calendar, display), .has_offset = offsetof(struct calendar, has_display), .shape = &display_shape},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct calendar, updated_at), .has_offset = -1},
};
const struct shape calendar_shape = {
    .name = "calendar",
    .size = sizeof(struct calendar),
    .fields = calendar_fields,
    .field_count = 15,
    .id_offset = offsetof(struct calendar, id),
    .version_offset = offsetof(struct calendar, version),
};

static const struct field calendar_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct calendar_list, data), .has_offset = -1, .items_max = 1048576, .shape = &calendar_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape calendar_list_shape = {
    .name = "calendar_list",
    .size = sizeof(struct calendar_list),
    .fields = calendar_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field public_calendar_fields[] = {
    {.name = "name", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_calendar, name), .has_offset = -1, .max = 1048576},
    {.name = "description", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct public_calendar, description), .has_offset = -1, .max = 1048576},
    {.name = "color", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_calendar, color), .has_offset = -1, .max = 1048576},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_calendar, timezone), .has_offset = -1, .max = 1048576},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct public_calendar, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
};
const struct shape public_calendar_shape = {
    .name = "public_calendar",
    .size = sizeof(struct public_calendar),
    .fields = public_calendar_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = offsetof(struct public_calendar, version),
};

static const char *const member_role_choices[] = {"owner", "editor", "viewer", NULL};
static const struct field member_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct member, id), .has_offset = -1},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct member, calendar_id), .has_offset = -1},
    {.name = "role", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct member, role), .has_offset = -1, .choices = member_role_choices},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct member, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "joined_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct member, joined_at), .has_offset = -1},
};
const struct shape member_shape = {
    .name = "member",
    .size = sizeof(struct member),
    .fields = member_fields,
    .field_count = 5,
    .id_offset = offsetof(struct member, id),
    .version_offset = offsetof(struct member, version),
};

static const struct field transfer_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct transfer, id), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct transfer, user_id), .has_offset = -1},
    {.name = "until", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct transfer, until), .has_offset = -1},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct transfer, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
};
const struct shape transfer_shape = {
    .name = "transfer",
    .size = sizeof(struct transfer),
    .fields = transfer_fields,
    .field_count = 4,
    .id_offset = offsetof(struct transfer, id),
    .version_offset = offsetof(struct transfer, version),
};

static const struct field transfer_to_fields[] = {
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct transfer_to, user_id), .has_offset = -1},
};
const struct shape transfer_to_shape = {
    .name = "transfer_to",
    .size = sizeof(struct transfer_to),
    .fields = transfer_to_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const share_role_choices[] = {"editor", "viewer", NULL};
static const struct field share_fields[] = {
    {.name = "user_id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct share, user_id), .has_offset = offsetof(struct share, has_user_id)},
    {.name = "email", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct share, email), .has_offset = -1, .max = 254, .format = format_email},
    {.name = "role", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct share, role), .has_offset = -1, .choices = share_role_choices},
};
const struct shape share_shape = {
    .name = "share",
    .size = sizeof(struct share),
    .fields = share_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field member_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct member_list, data), .has_offset = -1, .items_max = 1048576, .shape = &member_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct member_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape member_list_shape = {
    .name = "member_list",
    .size = sizeof(struct member_list),
    .fields = member_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field access_state_fields[] = {
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_state, calendar_id), .has_offset = -1},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_state, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "deleted", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_state, deleted), .has_offset = -1},
    {.name = "user_ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct access_state, user_ids), .has_offset = -1, .items_max = 10000},
    {.name = "roles", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct access_state, roles), .has_offset = -1, .max = 10, .items_max = 10000},
    {.name = "public_hash", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct access_state, public_hash), .has_offset = -1, .max = 64},
};
const struct shape access_state_shape = {
    .name = "access_state",
    .size = sizeof(struct access_state),
    .fields = access_state_fields,
    .field_count = 6,
    .id_offset = -1,
    .version_offset = offsetof(struct access_state, version),
};

static const struct field access_changes_ask_fields[] = {
    {.name = "after_xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_changes_ask, after_xid), .has_offset = -1, .max = 9223372036854775807},
    {.name = "after_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_changes_ask, after_id), .has_offset = -1},
    {.name = "limit", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_changes_ask, limit), .has_offset = -1, .min = 1, .max = 1000},
};
const struct shape access_changes_ask_shape = {
    .name = "access_changes_ask",
    .size = sizeof(struct access_changes_ask),
    .fields = access_changes_ask_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field access_change_fields[] = {
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_change, calendar_id), .has_offset = -1},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_change, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "deleted", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_change, deleted), .has_offset = -1},
    {.name = "user_ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct access_change, user_ids), .has_offset = -1, .items_max = 10000},
    {.name = "roles", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct access_change, roles), .has_offset = -1, .max = 10, .items_max = 10000},
    {.name = "public_hash", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct access_change, public_hash), .has_offset = -1, .max = 64},
    {.name = "xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_change, xid), .has_offset = -1, .max = 9223372036854775807},
};
const struct shape access_change_shape = {
    .name = "access_change",
    .size = sizeof(struct access_change),
    .fields = access_change_fields,
    .field_count = 7,
    .id_offset = -1,
    .version_offset = offsetof(struct access_change, version),
};

static const struct field access_changes_fields[] = {
    {.name = "changes", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct access_changes, changes), .has_offset = -1, .items_max = 1000, .shape = &access_change_shape},
    {.name = "next_xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_changes, next_xid), .has_offset = -1, .max = 9223372036854775807},
    {.name = "next_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_changes, next_id), .has_offset = -1},
    {.name = "more", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct access_changes, more), .has_offset = -1},
};
const struct shape access_changes_shape = {
    .name = "access_changes",
    .size = sizeof(struct access_changes),
    .fields = access_changes_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const calendar_list_query_role_choices[] = {"owner", "editor", "viewer", NULL};
static const struct field calendar_list_query_fields[] = {
    {.name = "role", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct calendar_list_in, role), .has_offset = -1, .choices = calendar_list_query_role_choices},
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct calendar_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct calendar_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
};
static const struct shape calendar_list_query_shape = {
    .name = "calendar_list_query",
    .size = sizeof(struct calendar_list_in),
    .fields = calendar_list_query_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation calendar_list_operation = {
    .name = "calendar.list",
    .subject = "svc.calendar.list",
    .auth = AUTH_KEY,
    .scope = "calendars:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = &calendar_list_query_shape,
    .input_size = sizeof(struct calendar_list_in),
    .output = &calendar_list_shape,
};

const struct operation calendar_create_operation = {
    .name = "calendar.create",
    .subject = "svc.calendar.create",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &calendar_shape,
    .body_offset = offsetof(struct calendar_create_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct calendar_create_in),
    .output = &calendar_shape,
};

static const struct field calendar_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_get_in, id), .has_offset = -1},
};
static const struct shape calendar_get_path_shape = {
    .name = "calendar_get_path",
    .size = sizeof(struct calendar_get_in),
    .fields = calendar_get_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_get_in, id),
    .version_offset = -1,
};

const struct operation calendar_get_operation = {
    .name = "calendar.get",
    .subject = "svc.calendar.get",
    .auth = AUTH_KEY,
    .scope = "calendars:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &calendar_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_get_in),
    .output = &calendar_shape,
};

static const struct field calendar_replace_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_replace_in, id), .has_offset = -1},
};
static const struct shape calendar_replace_path_shape = {
    .name = "calendar_replace_path",
    .size = sizeof(struct calendar_replace_in),
    .fields = calendar_replace_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_replace_in, id),
    .version_offset = -1,
};

const struct operation calendar_replace_operation = {
    .name = "calendar.replace",
    .subject = "svc.calendar.replace",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &calendar_replace_path_shape,
    .query = NULL,
    .body = &calendar_shape,
    .body_offset = offsetof(struct calendar_replace_in, body),
    .body_mode = WIRE_REPLACE,
    .input_size = sizeof(struct calendar_replace_in),
    .output = &calendar_shape,
};

static const struct field calendar_patch_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_patch_in, id), .has_offset = -1},
};
static const struct shape calendar_patch_path_shape = {
    .name = "calendar_patch_path",
    .size = sizeof(struct calendar_patch_in),
    .fields = calendar_patch_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_patch_in, id),
    .version_offset = -1,
};

const struct operation calendar_patch_operation = {
    .name = "calendar.patch",
    .subject = "svc.calendar.patch",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &calendar_patch_path_shape,
    .query = NULL,
    .body = &calendar_shape,
    .body_offset = offsetof(struct calendar_patch_in, body),
    .body_mode = WIRE_PARTIAL,
    .input_size = sizeof(struct calendar_patch_in),
    .output = &calendar_shape,
};

static const struct field calendar_delete_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_delete_in, id), .has_offset = -1},
};
static const struct shape calendar_delete_path_shape = {
    .name = "calendar_delete_path",
    .size = sizeof(struct calendar_delete_in),
    .fields = calendar_delete_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_delete_in, id),
    .version_offset = -1,
};

const struct operation calendar_delete_operation = {
    .name = "calendar.delete",
    .subject = "svc.calendar.delete",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &calendar_delete_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_delete_in),
    .output = NULL,
};

static const struct field calendar_share_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_share_in, id), .has_offset = -1},
};
static const struct shape calendar_share_path_shape = {
    .name = "calendar_share_path",
    .size = sizeof(struct calendar_share_in),
    .fields = calendar_share_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_share_in, id),
    .version_offset = -1,
};

static const char *const calendar_share_asks[] = {"auth.users_lookup", NULL};
const struct operation calendar_share_operation = {
    .name = "calendar.share",
    .subject = "svc.calendar.share",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &calendar_share_path_shape,
    .query = NULL,
    .body = &share_shape,
    .body_offset = offsetof(struct calendar_share_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct calendar_share_in),
    .output = &member_shape,
    .asks = calendar_share_asks,
};

static const struct field calendar_member_list_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_member_list_in, id), .has_offset = -1},
};
static const struct shape calendar_member_list_path_shape = {
    .name = "calendar_member_list_path",
    .size = sizeof(struct calendar_member_list_in),
    .fields = calendar_member_list_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_member_list_in, id),
    .version_offset = -1,
};

static const struct field calendar_member_list_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct calendar_member_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct calendar_member_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
};
static const struct shape calendar_member_list_query_shape = {
    .name = "calendar_member_list_query",
    .size = sizeof(struct calendar_member_list_in),
    .fields = calendar_member_list_query_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation calendar_member_list_operation = {
    .name = "calendar.member_list",
    .subject = "svc.calendar.member_list",
    .auth = AUTH_KEY,
    .scope = "calendars:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &calendar_member_list_path_shape,
    .query = &calendar_member_list_query_shape,
    .input_size = sizeof(struct calendar_member_list_in),
    .output = &member_list_shape,
};

static const struct field calendar_member_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_member_get_in, id), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_member_get_in, user_id), .has_offset = -1},
};
static const struct shape calendar_member_get_path_shape = {
    .name = "calendar_member_get_path",
    .size = sizeof(struct calendar_member_get_in),
    .fields = calendar_member_get_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct calendar_member_get_in, id),
    .version_offset = -1,
};

const struct operation calendar_member_get_operation = {
    .name = "calendar.member_get",
    .subject = "svc.calendar.member_get",
    .auth = AUTH_KEY,
    .scope = "calendars:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &calendar_member_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_member_get_in),
    .output = &member_shape,
};

static const struct field calendar_member_patch_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_member_patch_in, id), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_member_patch_in, user_id), .has_offset = -1},
};
static const struct shape calendar_member_patch_path_shape = {
    .name = "calendar_member_patch_path",
    .size = sizeof(struct calendar_member_patch_in),
    .fields = calendar_member_patch_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct calendar_member_patch_in, id),
    .version_offset = -1,
};

const struct operation calendar_member_patch_operation = {
    .name = "calendar.member_patch",
    .subject = "svc.calendar.member_patch",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &calendar_member_patch_path_shape,
    .query = NULL,
    .body = &member_shape,
    .body_offset = offsetof(struct calendar_member_patch_in, body),
    .body_mode = WIRE_PARTIAL,
    .input_size = sizeof(struct calendar_member_patch_in),
    .output = &member_shape,
};

static const struct field calendar_member_remove_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_member_remove_in, id), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_member_remove_in, user_id), .has_offset = -1},
};
static const struct shape calendar_member_remove_path_shape = {
    .name = "calendar_member_remove_path",
    .size = sizeof(struct calendar_member_remove_in),
    .fields = calendar_member_remove_path_fields,
    .field_count = 2,
    .id_offset = offsetof(struct calendar_member_remove_in, id),
    .version_offset = -1,
};

const struct operation calendar_member_remove_operation = {
    .name = "calendar.member_remove",
    .subject = "svc.calendar.member_remove",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &calendar_member_remove_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_member_remove_in),
    .output = NULL,
};

static const struct field calendar_display_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_display_get_in, id), .has_offset = -1},
};
static const struct shape calendar_display_get_path_shape = {
    .name = "calendar_display_get_path",
    .size = sizeof(struct calendar_display_get_in),
    .fields = calendar_display_get_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_display_get_in, id),
    .version_offset = -1,
};

const struct operation calendar_display_get_operation = {
    .name = "calendar.display_get",
    .subject = "svc.calendar.display_get",
    .auth = AUTH_KEY,
    .scope = "calendars:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &calendar_display_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_display_get_in),
    .output = &display_shape,
};

static const struct field calendar_display_replace_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_display_replace_in, id), .has_offset = -1},
};
static const struct shape calendar_display_replace_path_shape = {
    .name = "calendar_display_replace_path",
    .size = sizeof(struct calendar_display_replace_in),
    .fields = calendar_display_replace_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_display_replace_in, id),
    .version_offset = -1,
};

const struct operation calendar_display_replace_operation = {
    .name = "calendar.display_replace",
    .subject = "svc.calendar.display_replace",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &calendar_display_replace_path_shape,
    .query = NULL,
    .body = &display_shape,
    .body_offset = offsetof(struct calendar_display_replace_in, body),
    .body_mode = WIRE_REPLACE,
    .input_size = sizeof(struct calendar_display_replace_in),
    .output = &display_shape,
};

static const struct field calendar_public_token_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_public_token_in, id), .has_offset = -1},
};
static const struct shape calendar_public_token_path_shape = {
    .name = "calendar_public_token_path",
    .size = sizeof(struct calendar_public_token_in),
    .fields = calendar_public_token_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_public_token_in, id),
    .version_offset = -1,
};

const struct operation calendar_public_token_operation = {
    .name = "calendar.public_token",
    .subject = "svc.calendar.public_token",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &calendar_public_token_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_public_token_in),
    .output = &calendar_shape,
};

static const struct field calendar_public_get_path_fields[] = {
    {.name = "token", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_public_get_in, token), .has_offset = -1, .min = 1, .max = 255},
};
static const struct shape calendar_public_get_path_shape = {
    .name = "calendar_public_get_path",
    .size = sizeof(struct calendar_public_get_in),
    .fields = calendar_public_get_path_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation calendar_public_get_operation = {
    .name = "calendar.public_get",
    .subject = "svc.calendar.public_get",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &calendar_public_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_public_get_in),
    .output = &public_calendar_shape,
};

static const struct field calendar_transfer_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_transfer_get_in, id), .has_offset = -1},
};
static const struct shape calendar_transfer_get_path_shape = {
    .name = "calendar_transfer_get_path",
    .size = sizeof(struct calendar_transfer_get_in),
    .fields = calendar_transfer_get_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_transfer_get_in, id),
    .version_offset = -1,
};

const struct operation calendar_transfer_get_operation = {
    .name = "calendar.transfer_get",
    .subject = "svc.calendar.transfer_get",
    .auth = AUTH_KEY,
    .scope = "calendars:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &calendar_transfer_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_transfer_get_in),
    .output = &transfer_shape,
};

static const struct field calendar_transfer_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_transfer_in, id), .has_offset = -1},
};
static const struct shape calendar_transfer_path_shape = {
    .name = "calendar_transfer_path",
    .size = sizeof(struct calendar_transfer_in),
    .fields = calendar_transfer_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_transfer_in, id),
    .version_offset = -1,
};

const struct operation calendar_transfer_operation = {
    .name = "calendar.transfer",
    .subject = "svc.calendar.transfer",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &calendar_transfer_path_shape,
    .query = NULL,
    .body = &transfer_to_shape,
    .body_offset = offsetof(struct calendar_transfer_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct calendar_transfer_in),
    .output = &calendar_shape,
};

static const struct field calendar_transfer_withdraw_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_transfer_withdraw_in, id), .has_offset = -1},
};
static const struct shape calendar_transfer_withdraw_path_shape = {
    .name = "calendar_transfer_withdraw_path",
    .size = sizeof(struct calendar_transfer_withdraw_in),
    .fields = calendar_transfer_withdraw_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_transfer_withdraw_in, id),
    .version_offset = -1,
};

const struct operation calendar_transfer_withdraw_operation = {
    .name = "calendar.transfer_withdraw",
    .subject = "svc.calendar.transfer_withdraw",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &calendar_transfer_withdraw_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_transfer_withdraw_in),
    .output = NULL,
};

static const struct field calendar_transfer_accept_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_transfer_accept_in, id), .has_offset = -1},
};
static const struct shape calendar_transfer_accept_path_shape = {
    .name = "calendar_transfer_accept_path",
    .size = sizeof(struct calendar_transfer_accept_in),
    .fields = calendar_transfer_accept_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_transfer_accept_in, id),
    .version_offset = -1,
};

const struct operation calendar_transfer_accept_operation = {
    .name = "calendar.transfer_accept",
    .subject = "svc.calendar.transfer_accept",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &calendar_transfer_accept_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_transfer_accept_in),
    .output = &calendar_shape,
};

static const struct field calendar_transfer_decline_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct calendar_transfer_decline_in, id), .has_offset = -1},
};
static const struct shape calendar_transfer_decline_path_shape = {
    .name = "calendar_transfer_decline_path",
    .size = sizeof(struct calendar_transfer_decline_in),
    .fields = calendar_transfer_decline_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct calendar_transfer_decline_in, id),
    .version_offset = -1,
};

const struct operation calendar_transfer_decline_operation = {
    .name = "calendar.transfer_decline",
    .subject = "svc.calendar.transfer_decline",
    .auth = AUTH_KEY,
    .scope = "calendars:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &calendar_transfer_decline_path_shape,
    .query = NULL,
    .input_size = sizeof(struct calendar_transfer_decline_in),
    .output = &calendar_shape,
};

const struct operation calendar_access_changes_operation = {
    .name = "calendar.access_changes",
    .subject = "svc.calendar.access_changes",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &access_changes_ask_shape,
    .body_offset = offsetof(struct calendar_access_changes_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct calendar_access_changes_in),
    .output = &access_changes_shape,
};

static const struct operation *const operations[] = {
    &calendar_list_operation,
    &calendar_create_operation,
    &calendar_get_operation,
    &calendar_replace_operation,
    &calendar_patch_operation,
    &calendar_delete_operation,
    &calendar_share_operation,
    &calendar_member_list_operation,
    &calendar_member_get_operation,
    &calendar_member_patch_operation,
    &calendar_member_remove_operation,
    &calendar_display_get_operation,
    &calendar_display_replace_operation,
    &calendar_public_token_operation,
    &calendar_public_get_operation,
    &calendar_transfer_get_operation,
    &calendar_transfer_operation,
    &calendar_transfer_withdraw_operation,
    &calendar_transfer_accept_operation,
    &calendar_transfer_decline_operation,
    &calendar_access_changes_operation,
};

const struct service_api calendar_api = {
    .name = "calendar",
    .operations = operations,
    .operation_count = 21,
};
