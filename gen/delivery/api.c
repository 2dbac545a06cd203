/* Made by tools/gen from schemas/openapi/delivery.yaml. Do not edit. */
/* clang-format off */
#include "gen/delivery/api.h"
#include "shared/codec/format.h"

#include <stddef.h>

static struct pattern webhook_url_pattern = {.text = "^https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?][A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)?$", .problem = "must be an http or https URL in ASCII, without user, password and fragment"};
static const char *const webhook_nouns_choices[] = {"user", "api_key", "calendar", "calendar_display", "event", "attendee", "contact", "webhook", "reminder", "quiet_hours", "default_reminders", NULL};
static const char *const webhook_state_choices[] = {"active", "disabled", NULL};
static const char *const webhook_reason_choices[] = {"gone", "failing", "scopes", "account", NULL};
static const struct field webhook_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, id), .has_offset = -1},
    {.name = "key_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, key_id), .has_offset = offsetof(struct webhook, has_key_id)},
    {.name = "url", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct webhook, url), .has_offset = -1, .min = 1, .max = 2048, .pattern = &webhook_url_pattern},
    {.name = "nouns", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct webhook, nouns), .has_offset = -1, .items_min = 1, .items_max = 32, .choices = webhook_nouns_choices},
    {.name = "calendar_ids", .kind = FIELD_UUID, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct webhook, calendar_ids), .has_offset = -1, .items_max = 100},
    {.name = "state", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct webhook, state), .has_offset = -1, .choices = webhook_state_choices, .fallback = "active"},
    {.name = "reason", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, reason), .has_offset = -1, .choices = webhook_reason_choices},
    {.name = "failing_since", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, failing_since), .has_offset = offsetof(struct webhook, has_failing_since)},
    {.name = "secret", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY | FIELD_ABSENT_OK, .offset = offsetof(struct webhook, secret), .has_offset = -1},
    {.name = "former_until", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, former_until), .has_offset = offsetof(struct webhook, has_former_until)},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, updated_at), .has_offset = -1},
};
const struct shape webhook_shape = {
    .name = "webhook",
    .size = sizeof(struct webhook),
    .fields = webhook_fields,
    .field_count = 13,
    .id_offset = offsetof(struct webhook, id),
    .version_offset = offsetof(struct webhook, version),
};

static const struct field webhook_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct webhook_list, data), .has_offset = -1, .items_max = 1048576, .shape = &webhook_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct webhook_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape webhook_list_shape = {
    .name = "webhook_list",
    .size = sizeof(struct webhook_list),
    .fields = webhook_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const webhook_delivery_state_choices[] = {"waiting", "sent", "failed", "set_aside", "cancelled", NULL};
static const struct field webhook_delivery_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, id), .has_offset = -1},
    {.name = "type", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, type), .has_offset = -1},
    {.name = "state", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, state), .has_offset = -1, .choices = webhook_delivery_state_choices},
    {.name = "attempts", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, attempts), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "response", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, response), .has_offset = offsetof(struct webhook_delivery, has_response), .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "took_ms", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, took_ms), .has_offset = offsetof(struct webhook_delivery, has_took_ms), .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "why", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, why), .has_offset = -1},
    {.name = "due_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, due_at), .has_offset = offsetof(struct webhook_delivery, has_due_at)},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, created_at), .has_offset = -1},
    {.name = "ended_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_delivery, ended_at), .has_offset = offsetof(struct webhook_delivery, has_ended_at)},
};
const struct shape webhook_delivery_shape = {
    .name = "webhook_delivery",
    .size = sizeof(struct webhook_delivery),
    .fields = webhook_delivery_fields,
    .field_count = 10,
    .id_offset = offsetof(struct webhook_delivery, id),
    .version_offset = -1,
};

static const struct field webhook_delivery_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct webhook_delivery_list, data), .has_offset = -1, .items_max = 1048576, .shape = &webhook_delivery_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct webhook_delivery_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape webhook_delivery_list_shape = {
    .name = "webhook_delivery_list",
    .size = sizeof(struct webhook_delivery_list),
    .fields = webhook_delivery_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field webhook_replay_fields[] = {
    {.name = "delivery_id", .kind = FIELD_UUID, .flags = 0, .offset = offsetof(struct webhook_replay, delivery_id), .has_offset = offsetof(struct webhook_replay, has_delivery_id)},
    {.name = "since", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct webhook_replay, since), .has_offset = offsetof(struct webhook_replay, has_since)},
    {.name = "until", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct webhook_replay, until), .has_offset = offsetof(struct webhook_replay, has_until)},
    {.name = "all", .kind = FIELD_BOOL, .flags = 0, .offset = offsetof(struct webhook_replay, all), .has_offset = -1, .fallback = "false"},
};
const struct shape webhook_replay_shape = {
    .name = "webhook_replay",
    .size = sizeof(struct webhook_replay),
    .fields = webhook_replay_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field webhook_replayed_fields[] = {
    {.name = "count", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_replayed, count), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook_replayed, next_cursor), .has_offset = -1},
};
const struct shape webhook_replayed_shape = {
    .name = "webhook_replayed",
    .size = sizeof(struct webhook_replayed),
    .fields = webhook_replayed_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

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

static const char *const undelivered_group_state_choices[] = {"failed", "set_aside", NULL};
static const struct field undelivered_group_fields[] = {
    {.name = "state", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct undelivered_group, state), .has_offset = -1, .choices = undelivered_group_state_choices},
    {.name = "channel", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct undelivered_group, channel), .has_offset = -1, .max = 1048576},
    {.name = "kind", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct undelivered_group, kind), .has_offset = -1, .max = 1048576},
    {.name = "why", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct undelivered_group, why), .has_offset = -1, .max = 1048576},
    {.name = "count", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct undelivered_group, count), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "oldest_at", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct undelivered_group, oldest_at), .has_offset = -1},
    {.name = "oldest_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct undelivered_group, oldest_id), .has_offset = -1},
};
const struct shape undelivered_group_shape = {
    .name = "undelivered_group",
    .size = sizeof(struct undelivered_group),
    .fields = undelivered_group_fields,
    .field_count = 7,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field undelivered_fields[] = {
    {.name = "groups", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct undelivered, groups), .has_offset = -1, .items_max = 200, .shape = &undelivered_group_shape},
};
const struct shape undelivered_shape = {
    .name = "undelivered",
    .size = sizeof(struct undelivered),
    .fields = undelivered_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const delivery_retry_state_choices[] = {"failed", "set_aside", NULL};
static const char *const delivery_retry_channel_choices[] = {"mail", "webhook", NULL};
static const struct field delivery_retry_fields[] = {
    {.name = "state", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_retry, state), .has_offset = -1, .choices = delivery_retry_state_choices},
    {.name = "channel", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_retry, channel), .has_offset = -1, .choices = delivery_retry_channel_choices},
    {.name = "kind", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_retry, kind), .has_offset = -1, .max = 100},
};
const struct shape delivery_retry_shape = {
    .name = "delivery_retry",
    .size = sizeof(struct delivery_retry),
    .fields = delivery_retry_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field delivery_retry_one_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_retry_one, id), .has_offset = -1},
};
const struct shape delivery_retry_one_shape = {
    .name = "delivery_retry_one",
    .size = sizeof(struct delivery_retry_one),
    .fields = delivery_retry_one_fields,
    .field_count = 1,
    .id_offset = offsetof(struct delivery_retry_one, id),
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

static const struct field delivery_webhook_list_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct delivery_webhook_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct delivery_webhook_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
};
static const struct shape delivery_webhook_list_query_shape = {
    .name = "delivery_webhook_list_query",
    .size = sizeof(struct delivery_webhook_list_in),
    .fields = delivery_webhook_list_query_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation delivery_webhook_list_operation = {
    .name = "delivery.webhook_list",
    .subject = "svc.delivery.webhook_list",
    .auth = AUTH_KEY,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = &delivery_webhook_list_query_shape,
    .input_size = sizeof(struct delivery_webhook_list_in),
    .output = &webhook_list_shape,
};

const struct operation delivery_webhook_create_operation = {
    .name = "delivery.webhook_create",
    .subject = "svc.delivery.webhook_create",
    .auth = AUTH_KEY,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &webhook_shape,
    .body_offset = offsetof(struct delivery_webhook_create_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct delivery_webhook_create_in),
    .output = &webhook_shape,
};

static const struct field delivery_webhook_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_webhook_get_in, id), .has_offset = -1},
};
static const struct shape delivery_webhook_get_path_shape = {
    .name = "delivery_webhook_get_path",
    .size = sizeof(struct delivery_webhook_get_in),
    .fields = delivery_webhook_get_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct delivery_webhook_get_in, id),
    .version_offset = -1,
};

const struct operation delivery_webhook_get_operation = {
    .name = "delivery.webhook_get",
    .subject = "svc.delivery.webhook_get",
    .auth = AUTH_KEY,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &delivery_webhook_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct delivery_webhook_get_in),
    .output = &webhook_shape,
};

static const struct field delivery_webhook_patch_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_webhook_patch_in, id), .has_offset = -1},
};
static const struct shape delivery_webhook_patch_path_shape = {
    .name = "delivery_webhook_patch_path",
    .size = sizeof(struct delivery_webhook_patch_in),
    .fields = delivery_webhook_patch_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct delivery_webhook_patch_in, id),
    .version_offset = -1,
};

const struct operation delivery_webhook_patch_operation = {
    .name = "delivery.webhook_patch",
    .subject = "svc.delivery.webhook_patch",
    .auth = AUTH_KEY,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &delivery_webhook_patch_path_shape,
    .query = NULL,
    .body = &webhook_shape,
    .body_offset = offsetof(struct delivery_webhook_patch_in, body),
    .body_mode = WIRE_PARTIAL,
    .input_size = sizeof(struct delivery_webhook_patch_in),
    .output = &webhook_shape,
};

static const struct field delivery_webhook_delete_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_webhook_delete_in, id), .has_offset = -1},
};
static const struct shape delivery_webhook_delete_path_shape = {
    .name = "delivery_webhook_delete_path",
    .size = sizeof(struct delivery_webhook_delete_in),
    .fields = delivery_webhook_delete_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct delivery_webhook_delete_in, id),
    .version_offset = -1,
};

const struct operation delivery_webhook_delete_operation = {
    .name = "delivery.webhook_delete",
    .subject = "svc.delivery.webhook_delete",
    .auth = AUTH_KEY,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &delivery_webhook_delete_path_shape,
    .query = NULL,
    .input_size = sizeof(struct delivery_webhook_delete_in),
    .output = NULL,
};

static const struct field delivery_webhook_rotate_secret_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_webhook_rotate_secret_in, id), .has_offset = -1},
};
static const struct shape delivery_webhook_rotate_secret_path_shape = {
    .name = "delivery_webhook_rotate_secret_path",
    .size = sizeof(struct delivery_webhook_rotate_secret_in),
    .fields = delivery_webhook_rotate_secret_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct delivery_webhook_rotate_secret_in, id),
    .version_offset = -1,
};

const struct operation delivery_webhook_rotate_secret_operation = {
    .name = "delivery.webhook_rotate_secret",
    .subject = "svc.delivery.webhook_rotate_secret",
    .auth = AUTH_KEY,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &delivery_webhook_rotate_secret_path_shape,
    .query = NULL,
    .input_size = sizeof(struct delivery_webhook_rotate_secret_in),
    .output = &webhook_shape,
};

static const struct field delivery_webhook_test_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_webhook_test_in, id), .has_offset = -1},
};
static const struct shape delivery_webhook_test_path_shape = {
    .name = "delivery_webhook_test_path",
    .size = sizeof(struct delivery_webhook_test_in),
    .fields = delivery_webhook_test_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct delivery_webhook_test_in, id),
    .version_offset = -1,
};

const struct operation delivery_webhook_test_operation = {
    .name = "delivery.webhook_test",
    .subject = "svc.delivery.webhook_test",
    .auth = AUTH_KEY,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = &delivery_webhook_test_path_shape,
    .query = NULL,
    .input_size = sizeof(struct delivery_webhook_test_in),
    .output = &webhook_delivery_shape,
};

static const struct field delivery_webhook_deliveries_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_webhook_deliveries_in, id), .has_offset = -1},
};
static const struct shape delivery_webhook_deliveries_path_shape = {
    .name = "delivery_webhook_deliveries_path",
    .size = sizeof(struct delivery_webhook_deliveries_in),
    .fields = delivery_webhook_deliveries_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct delivery_webhook_deliveries_in, id),
    .version_offset = -1,
};

static const char *const delivery_webhook_deliveries_query_state_choices[] = {"waiting", "sent", "failed", "set_aside", "cancelled", NULL};
static const struct field delivery_webhook_deliveries_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct delivery_webhook_deliveries_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct delivery_webhook_deliveries_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
    {.name = "state", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct delivery_webhook_deliveries_in, state), .has_offset = -1, .choices = delivery_webhook_deliveries_query_state_choices},
};
static const struct shape delivery_webhook_deliveries_query_shape = {
    .name = "delivery_webhook_deliveries_query",
    .size = sizeof(struct delivery_webhook_deliveries_in),
    .fields = delivery_webhook_deliveries_query_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation delivery_webhook_deliveries_operation = {
    .name = "delivery.webhook_deliveries",
    .subject = "svc.delivery.webhook_deliveries",
    .auth = AUTH_KEY,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &delivery_webhook_deliveries_path_shape,
    .query = &delivery_webhook_deliveries_query_shape,
    .input_size = sizeof(struct delivery_webhook_deliveries_in),
    .output = &webhook_delivery_list_shape,
};

static const struct field delivery_webhook_replay_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct delivery_webhook_replay_in, id), .has_offset = -1},
};
static const struct shape delivery_webhook_replay_path_shape = {
    .name = "delivery_webhook_replay_path",
    .size = sizeof(struct delivery_webhook_replay_in),
    .fields = delivery_webhook_replay_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct delivery_webhook_replay_in, id),
    .version_offset = -1,
};

static const struct field delivery_webhook_replay_query_fields[] = {
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct delivery_webhook_replay_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
};
static const struct shape delivery_webhook_replay_query_shape = {
    .name = "delivery_webhook_replay_query",
    .size = sizeof(struct delivery_webhook_replay_in),
    .fields = delivery_webhook_replay_query_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation delivery_webhook_replay_operation = {
    .name = "delivery.webhook_replay",
    .subject = "svc.delivery.webhook_replay",
    .auth = AUTH_KEY,
    .scope = NULL,
    .timeout_ms = 10000,
    .keeps_key = true,
    .if_match = false,
    .path = &delivery_webhook_replay_path_shape,
    .query = &delivery_webhook_replay_query_shape,
    .body = &webhook_replay_shape,
    .body_offset = offsetof(struct delivery_webhook_replay_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct delivery_webhook_replay_in),
    .output = &webhook_replayed_shape,
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

const struct operation delivery_undelivered_operation = {
    .name = "delivery.undelivered",
    .subject = "svc.delivery.undelivered",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 30000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct delivery_undelivered_in),
    .output = &undelivered_shape,
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

const struct operation delivery_retry_one_operation = {
    .name = "delivery.retry_one",
    .subject = "svc.delivery.retry_one",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &delivery_retry_one_shape,
    .body_offset = offsetof(struct delivery_retry_one_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct delivery_retry_one_in),
    .output = &delivery_retried_shape,
};

static const struct operation *const operations[] = {
    &delivery_webhook_list_operation,
    &delivery_webhook_create_operation,
    &delivery_webhook_get_operation,
    &delivery_webhook_patch_operation,
    &delivery_webhook_delete_operation,
    &delivery_webhook_rotate_secret_operation,
    &delivery_webhook_test_operation,
    &delivery_webhook_deliveries_operation,
    &delivery_webhook_replay_operation,
    &delivery_mail_stop_operation,
    &delivery_undelivered_operation,
    &delivery_retry_operation,
    &delivery_retry_one_operation,
};

const struct service_api delivery_api = {
    .name = "delivery",
    .operations = operations,
    .operation_count = 13,
};
