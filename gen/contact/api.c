/* Made by tools/gen from schemas/openapi/contact.yaml. Do not edit. */
/* clang-format off */
#include "gen/contact/api.h"
#include "shared/codec/format.h"

#include <stddef.h>

static const struct field contact_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct contact, id), .has_offset = -1},
    {.name = "owner_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct contact, owner_id), .has_offset = -1},
    {.name = "first_name", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct contact, first_name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "last_name", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct contact, last_name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "email", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct contact, email), .has_offset = -1, .max = 254, .format = format_idn_email},
    {.name = "phone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct contact, phone), .has_offset = -1, .min = 1, .max = 64},
    {.name = "company", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct contact, company), .has_offset = -1, .min = 1, .max = 200},
    {.name = "notes", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct contact, notes), .has_offset = -1, .max = 16384, .bytes_max = 65536},
    {.name = "birthday", .kind = FIELD_DAY, .flags = FIELD_YEARLESS, .offset = offsetof(struct contact, birthday), .has_offset = offsetof(struct contact, has_birthday)},
    {.name = "tags", .kind = FIELD_TEXT, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct contact, tags), .has_offset = -1, .min = 1, .max = 50, .items_max = 20},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct contact, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct contact, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct contact, updated_at), .has_offset = -1},
};
const struct shape contact_shape = {
    .name = "contact",
    .size = sizeof(struct contact),
    .fields = contact_fields,
    .field_count = 13,
    .id_offset = offsetof(struct contact, id),
    .version_offset = offsetof(struct contact, version),
};

static const struct field contact_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct contact_list, data), .has_offset = -1, .items_max = 1048576, .shape = &contact_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct contact_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape contact_list_shape = {
    .name = "contact_list",
    .size = sizeof(struct contact_list),
    .fields = contact_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field contact_list_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct contact_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct contact_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
    {.name = "search", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct contact_list_in, search), .has_offset = -1, .min = 1, .max = 100},
};
static const struct shape contact_list_query_shape = {
    .name = "contact_list_query",
    .size = sizeof(struct contact_list_in),
    .fields = contact_list_query_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation contact_list_operation = {
    .name = "contact.list",
    .subject = "svc.contact.list",
    .auth = AUTH_KEY,
    .scope = "contacts:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = &contact_list_query_shape,
    .input_size = sizeof(struct contact_list_in),
    .output = &contact_list_shape,
};

const struct operation contact_create_operation = {
    .name = "contact.create",
    .subject = "svc.contact.create",
    .auth = AUTH_KEY,
    .scope = "contacts:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &contact_shape,
    .body_offset = offsetof(struct contact_create_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct contact_create_in),
    .output = &contact_shape,
};

static const struct field contact_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct contact_get_in, id), .has_offset = -1},
};
static const struct shape contact_get_path_shape = {
    .name = "contact_get_path",
    .size = sizeof(struct contact_get_in),
    .fields = contact_get_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct contact_get_in, id),
    .version_offset = -1,
};

const struct operation contact_get_operation = {
    .name = "contact.get",
    .subject = "svc.contact.get",
    .auth = AUTH_KEY,
    .scope = "contacts:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &contact_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct contact_get_in),
    .output = &contact_shape,
};

static const struct field contact_replace_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct contact_replace_in, id), .has_offset = -1},
};
static const struct shape contact_replace_path_shape = {
    .name = "contact_replace_path",
    .size = sizeof(struct contact_replace_in),
    .fields = contact_replace_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct contact_replace_in, id),
    .version_offset = -1,
};

const struct operation contact_replace_operation = {
    .name = "contact.replace",
    .subject = "svc.contact.replace",
    .auth = AUTH_KEY,
    .scope = "contacts:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &contact_replace_path_shape,
    .query = NULL,
    .body = &contact_shape,
    .body_offset = offsetof(struct contact_replace_in, body),
    .body_mode = WIRE_REPLACE,
    .input_size = sizeof(struct contact_replace_in),
    .output = &contact_shape,
};

static const struct field contact_patch_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct contact_patch_in, id), .has_offset = -1},
};
static const struct shape contact_patch_path_shape = {
    .name = "contact_patch_path",
    .size = sizeof(struct contact_patch_in),
    .fields = contact_patch_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct contact_patch_in, id),
    .version_offset = -1,
};

const struct operation contact_patch_operation = {
    .name = "contact.patch",
    .subject = "svc.contact.patch",
    .auth = AUTH_KEY,
    .scope = "contacts:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &contact_patch_path_shape,
    .query = NULL,
    .body = &contact_shape,
    .body_offset = offsetof(struct contact_patch_in, body),
    .body_mode = WIRE_PARTIAL,
    .input_size = sizeof(struct contact_patch_in),
    .output = &contact_shape,
};

static const struct field contact_delete_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct contact_delete_in, id), .has_offset = -1},
};
static const struct shape contact_delete_path_shape = {
    .name = "contact_delete_path",
    .size = sizeof(struct contact_delete_in),
    .fields = contact_delete_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct contact_delete_in, id),
    .version_offset = -1,
};

const struct operation contact_delete_operation = {
    .name = "contact.delete",
    .subject = "svc.contact.delete",
    .auth = AUTH_KEY,
    .scope = "contacts:write",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &contact_delete_path_shape,
    .query = NULL,
    .input_size = sizeof(struct contact_delete_in),
    .output = NULL,
};

static const struct operation *const operations[] = {
    &contact_list_operation,
    &contact_create_operation,
    &contact_get_operation,
    &contact_replace_operation,
    &contact_patch_operation,
    &contact_delete_operation,
};

const struct service_api contact_api = {
    .name = "contact",
    .operations = operations,
    .operation_count = 6,
};
