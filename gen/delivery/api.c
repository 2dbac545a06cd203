/* Made by tools/gen from schemas/openapi/delivery.yaml. Do not edit. */
/* clang-format off */
#include "gen/delivery/api.h"
#include "shared/codec/format.h"

#include <stddef.h>

static const struct field delivery_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct delivery, id), .has_offset = -1},
    {.name = "owner_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct delivery, owner_id), .has_offset = -1},
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct delivery, calendar_id), .has_offset = offsetof(struct delivery, has_calendar_id)},
    {.name = "title", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery, title), .has_offset = -1, .min = 1, .max = 200},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct delivery, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct delivery, created_at), .has_offset = -1},
};
const struct shape delivery_shape = {
    .name = "delivery",
    .size = sizeof(struct delivery),
    .fields = delivery_fields,
    .field_count = 6,
    .id_offset = offsetof(struct delivery, id),
    .version_offset = offsetof(struct delivery, version),
};

static const struct field delivery_access_fields[] = {
    {.name = "calendar_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_access, calendar_id), .has_offset = -1},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_access, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "deleted", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_access, deleted), .has_offset = -1},
    {.name = "user_ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct delivery_access, user_ids), .has_offset = -1, .items_max = 10000},
    {.name = "roles", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct delivery_access, roles), .has_offset = -1, .max = 10, .items_max = 10000},
};
const struct shape delivery_access_shape = {
    .name = "delivery_access",
    .size = sizeof(struct delivery_access),
    .fields = delivery_access_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = offsetof(struct delivery_access, version),
};

const struct operation delivery_create_operation = {
    .name = "delivery.create",
    .subject = "svc.delivery.create",
    .auth = AUTH_KEY,
    .scope = "deliveries:write",
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &delivery_shape,
    .body_offset = offsetof(struct delivery_create_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct delivery_create_in),
    .output = &delivery_shape,
};

static const struct field delivery_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_get_in, id), .has_offset = -1},
};
static const struct shape delivery_get_path_shape = {
    .name = "delivery_get_path",
    .size = sizeof(struct delivery_get_in),
    .fields = delivery_get_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct delivery_get_in, id),
    .version_offset = -1,
};

const struct operation delivery_get_operation = {
    .name = "delivery.get",
    .subject = "svc.delivery.get",
    .auth = AUTH_KEY,
    .scope = "deliveries:read",
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &delivery_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct delivery_get_in),
    .output = &delivery_shape,
};

const struct operation delivery_access_apply_operation = {
    .name = "delivery.access_apply",
    .subject = "svc.delivery.access_apply",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &delivery_access_shape,
    .body_offset = offsetof(struct delivery_access_apply_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct delivery_access_apply_in),
    .output = NULL,
};

static const struct operation *const operations[] = {
    &delivery_create_operation,
    &delivery_get_operation,
    &delivery_access_apply_operation,
};

const struct service_api delivery_api = {
    .name = "delivery",
    .operations = operations,
    .operation_count = 3,
};
