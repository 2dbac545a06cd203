/* Made by tools/gen from schemas/openapi/delivery.yaml. Do not edit. */
/* clang-format off */
#include "gen/delivery/api.h"
#include "shared/codec/format.h"

#include <stddef.h>

static const struct field mail_stop_fields[] = {
    {.name = "token", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct mail_stop, token), .has_offset = -1, .max = 100},
};
const struct shape mail_stop_shape = {
    .name = "mail_stop",
    .size = sizeof(struct mail_stop),
    .fields = mail_stop_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const delivery_retry_channel_choices[] = {"mail", "webhook", NULL};
static const struct field delivery_retry_fields[] = {
    {.name = "channel", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_retry, channel), .has_offset = -1, .choices = delivery_retry_channel_choices},
};
const struct shape delivery_retry_shape = {
    .name = "delivery_retry",
    .size = sizeof(struct delivery_retry),
    .fields = delivery_retry_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field delivery_retried_fields[] = {
    {.name = "count", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_retried, count), .has_offset = -1, .max = 9223372036854775807},
};
const struct shape delivery_retried_shape = {
    .name = "delivery_retried",
    .size = sizeof(struct delivery_retried),
    .fields = delivery_retried_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation delivery_mail_stop_operation = {
    .name = "delivery.mail_stop",
    .subject = "svc.delivery.mail_stop",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &mail_stop_shape,
    .body_offset = offsetof(struct delivery_mail_stop_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct delivery_mail_stop_in),
    .output = NULL,
};

const struct operation delivery_retry_operation = {
    .name = "delivery.retry",
    .subject = "svc.delivery.retry",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 30000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &delivery_retry_shape,
    .body_offset = offsetof(struct delivery_retry_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct delivery_retry_in),
    .output = &delivery_retried_shape,
};

static const struct operation *const operations[] = {
    &delivery_mail_stop_operation,
    &delivery_retry_operation,
};

const struct service_api delivery_api = {
    .name = "delivery",
    .operations = operations,
    .operation_count = 2,
};
