/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#include "gen/delivery/events.h"

#include "shared/actor/outbox.h"
#include "shared/codec/format.h"

#include <stddef.h>

static struct pattern webhook_told_url_pattern = {.text = "^https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?][A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)?$", .problem = "must be an http or https URL in ASCII, without user, password and fragment"};
static const char *const webhook_told_nouns_choices[] = {"user", "api_key", "calendar", "calendar_display", "event", "attendee", "contact", "webhook", "reminder", "quiet_hours", "default_reminders", NULL};
static const char *const webhook_told_state_choices[] = {"active", "disabled", NULL};
static const char *const webhook_told_reason_choices[] = {"gone", "failing", "scopes", "account", NULL};
static const struct field webhook_told_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, id), .has_offset = -1},
    {.name = "key_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, key_id), .has_offset = offsetof(struct webhook, has_key_id)},
    {.name = "url", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct webhook, url), .has_offset = -1, .min = 1, .max = 2048, .pattern = &webhook_told_url_pattern},
    {.name = "nouns", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct webhook, nouns), .has_offset = -1, .items_min = 1, .items_max = 32, .choices = webhook_told_nouns_choices},
    {.name = "calendar_ids", .kind = FIELD_UUID, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct webhook, calendar_ids), .has_offset = -1, .items_max = 100},
    {.name = "state", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct webhook, state), .has_offset = -1, .choices = webhook_told_state_choices, .fallback = "active"},
    {.name = "reason", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, reason), .has_offset = -1, .choices = webhook_told_reason_choices},
    {.name = "failing_since", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, failing_since), .has_offset = offsetof(struct webhook, has_failing_since)},
    {.name = "former_until", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, former_until), .has_offset = offsetof(struct webhook, has_former_until)},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct webhook, updated_at), .has_offset = -1},
};
static const struct shape webhook_told_shape = {
    .name = "webhook_told",
    .size = sizeof(struct webhook),
    .fields = webhook_told_fields,
    .field_count = 12,
    .id_offset = offsetof(struct webhook, id),
    .version_offset = offsetof(struct webhook, version),
};

enum err
announce_webhook_created(struct request *rq, const struct webhook *data, struct uuids audience)
{
    static const struct announcement what = {
        "webhook.created", "evt.delivery.webhook.created", "/webhooks/", &webhook_told_shape, -1,
        false};

    return announce(rq, &what, data, data->version - 1, audience);
}

enum err
announce_webhook_updated(struct request *rq, const struct webhook *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "webhook.updated", "evt.delivery.webhook.updated", "/webhooks/", &webhook_told_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_webhook_deleted(struct request *rq, const struct webhook *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "webhook.deleted", "evt.delivery.webhook.deleted", NULL, &webhook_told_shape, -1,
        true};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_webhook_disabled(struct request *rq, const struct webhook *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "webhook.disabled", "evt.delivery.webhook.disabled", "/webhooks/", &webhook_told_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}
