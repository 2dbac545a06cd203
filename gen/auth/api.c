/* Made by tools/gen from schemas/openapi/auth.yaml. Do not edit. */
/* clang-format off */
#include "gen/auth/api.h"
#include "shared/codec/format.h"

#include <stddef.h>

static struct pattern user_handle_pattern = {.text = "^[a-z0-9-]{3,52}$"};
static const struct field user_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct user, id), .has_offset = -1},
    {.name = "email", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct user, email), .has_offset = -1, .min = 3, .max = 254, .format = format_email},
    {.name = "pending_email", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct user, pending_email), .has_offset = -1},
    {.name = "name", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct user, name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "handle", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct user, handle), .has_offset = -1, .pattern = &user_handle_pattern},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct user, timezone), .has_offset = -1, .max = 64, .format = format_timezone, .fallback = "UTC"},
    {.name = "email_verified_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct user, email_verified_at), .has_offset = offsetof(struct user, has_email_verified_at)},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct user, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct user, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct user, updated_at), .has_offset = -1},
};
const struct shape user_shape = {
    .name = "user",
    .size = sizeof(struct user),
    .fields = user_fields,
    .field_count = 10,
    .id_offset = offsetof(struct user, id),
    .version_offset = offsetof(struct user, version),
};

static struct pattern registration_handle_pattern = {.text = "^[a-z0-9-]{3,52}$", .problem = "must be 3 to 52 of a-z, 0-9 and -"};
static const struct field registration_fields[] = {
    {.name = "email", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct registration, email), .has_offset = -1, .min = 3, .max = 254, .format = format_email},
    {.name = "password", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct registration, password), .has_offset = -1, .min = 1, .max = 1024, .format = format_password},
    {.name = "name", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct registration, name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "handle", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct registration, handle), .has_offset = -1, .max = 1048576, .pattern = &registration_handle_pattern},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct registration, timezone), .has_offset = -1, .max = 64, .format = format_timezone, .fallback = "UTC"},
};
const struct shape registration_shape = {
    .name = "registration",
    .size = sizeof(struct registration),
    .fields = registration_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field login_fields[] = {
    {.name = "email", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct login, email), .has_offset = -1, .min = 1, .max = 320},
    {.name = "password", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct login, password), .has_offset = -1, .min = 1, .max = 1024},
};
const struct shape login_shape = {
    .name = "login",
    .size = sizeof(struct login),
    .fields = login_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field password_change_fields[] = {
    {.name = "old_password", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct password_change, old_password), .has_offset = -1, .min = 1, .max = 1024},
    {.name = "new_password", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct password_change, new_password), .has_offset = -1, .min = 1, .max = 1024, .format = format_password},
};
const struct shape password_change_shape = {
    .name = "password_change",
    .size = sizeof(struct password_change),
    .fields = password_change_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field mail_token_fields[] = {
    {.name = "token", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct mail_token, token), .has_offset = -1, .min = 1, .max = 256},
};
const struct shape mail_token_shape = {
    .name = "mail_token",
    .size = sizeof(struct mail_token),
    .fields = mail_token_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field forgotten_fields[] = {
    {.name = "email", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct forgotten, email), .has_offset = -1, .min = 3, .max = 254, .format = format_email},
};
const struct shape forgotten_shape = {
    .name = "forgotten",
    .size = sizeof(struct forgotten),
    .fields = forgotten_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field password_reset_fields[] = {
    {.name = "token", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct password_reset, token), .has_offset = -1, .min = 1, .max = 256},
    {.name = "password", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct password_reset, password), .has_offset = -1, .min = 1, .max = 1024, .format = format_password},
};
const struct shape password_reset_shape = {
    .name = "password_reset",
    .size = sizeof(struct password_reset),
    .fields = password_reset_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field email_change_fields[] = {
    {.name = "done", .kind = FIELD_BOOL, .flags = FIELD_READ_ONLY, .offset = offsetof(struct email_change, done), .has_offset = -1},
};
const struct shape email_change_shape = {
    .name = "email_change",
    .size = sizeof(struct email_change),
    .fields = email_change_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field refresh_fields[] = {
    {.name = "refresh_token", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .offset = offsetof(struct refresh, refresh_token), .has_offset = -1, .min = 1, .max = 256},
};
const struct shape refresh_shape = {
    .name = "refresh",
    .size = sizeof(struct refresh),
    .fields = refresh_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const signed_in_token_type_choices[] = {"Bearer", NULL};
static const struct field signed_in_fields[] = {
    {.name = "user", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED, .offset = offsetof(struct signed_in, user), .has_offset = -1, .shape = &user_shape},
    {.name = "access_token", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct signed_in, access_token), .has_offset = -1},
    {.name = "refresh_token", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct signed_in, refresh_token), .has_offset = -1},
    {.name = "token_type", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct signed_in, token_type), .has_offset = -1, .choices = signed_in_token_type_choices},
    {.name = "expires_in", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct signed_in, expires_in), .has_offset = -1, .min = 1, .max = 900},
};
const struct shape signed_in_shape = {
    .name = "signed_in",
    .size = sizeof(struct signed_in),
    .fields = signed_in_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const api_key_scopes_calendars_choices[] = {"read", "write", NULL};
static const char *const api_key_scopes_contacts_choices[] = {"read", "write", NULL};
static const char *const api_key_scopes_events_choices[] = {"read", "write", NULL};
static const char *const api_key_scopes_reminders_choices[] = {"read", "write", NULL};
static const char *const api_key_scopes_bookings_choices[] = {"read", "write", NULL};
static const char *const api_key_scopes_posts_choices[] = {"read", "write", NULL};
static const struct field api_key_scopes_fields[] = {
    {.name = "calendars", .kind = FIELD_TEXT, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct api_key_scopes, calendars), .has_offset = -1, .items_max = 2, .choices = api_key_scopes_calendars_choices},
    {.name = "contacts", .kind = FIELD_TEXT, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct api_key_scopes, contacts), .has_offset = -1, .items_max = 2, .choices = api_key_scopes_contacts_choices},
    {.name = "events", .kind = FIELD_TEXT, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct api_key_scopes, events), .has_offset = -1, .items_max = 2, .choices = api_key_scopes_events_choices},
    {.name = "reminders", .kind = FIELD_TEXT, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct api_key_scopes, reminders), .has_offset = -1, .items_max = 2, .choices = api_key_scopes_reminders_choices},
    {.name = "bookings", .kind = FIELD_TEXT, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct api_key_scopes, bookings), .has_offset = -1, .items_max = 2, .choices = api_key_scopes_bookings_choices},
    {.name = "posts", .kind = FIELD_TEXT, .flags = FIELD_ARRAY | FIELD_UNIQUE, .offset = offsetof(struct api_key_scopes, posts), .has_offset = -1, .items_max = 2, .choices = api_key_scopes_posts_choices},
};
const struct shape api_key_scopes_shape = {
    .name = "api_key_scopes",
    .size = sizeof(struct api_key_scopes),
    .fields = api_key_scopes_fields,
    .field_count = 6,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field api_key_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key, id), .has_offset = -1},
    {.name = "name", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct api_key, name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "scopes", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED, .offset = offsetof(struct api_key, scopes), .has_offset = -1, .shape = &api_key_scopes_shape},
    {.name = "prefix", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key, prefix), .has_offset = -1},
    {.name = "expires_at", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct api_key, expires_at), .has_offset = offsetof(struct api_key, has_expires_at)},
    {.name = "last_used_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key, last_used_at), .has_offset = offsetof(struct api_key, has_last_used_at)},
    {.name = "revoked_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key, revoked_at), .has_offset = offsetof(struct api_key, has_revoked_at)},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key, updated_at), .has_offset = -1},
};
const struct shape api_key_shape = {
    .name = "api_key",
    .size = sizeof(struct api_key),
    .fields = api_key_fields,
    .field_count = 10,
    .id_offset = offsetof(struct api_key, id),
    .version_offset = offsetof(struct api_key, version),
};

static const struct field api_key_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct api_key_list, data), .has_offset = -1, .items_max = 1048576, .shape = &api_key_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct api_key_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape api_key_list_shape = {
    .name = "api_key_list",
    .size = sizeof(struct api_key_list),
    .fields = api_key_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field api_key_made_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key_made, id), .has_offset = -1},
    {.name = "name", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct api_key_made, name), .has_offset = -1, .min = 1, .max = 200},
    {.name = "scopes", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED, .offset = offsetof(struct api_key_made, scopes), .has_offset = -1, .shape = &api_key_scopes_shape},
    {.name = "prefix", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key_made, prefix), .has_offset = -1},
    {.name = "expires_at", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct api_key_made, expires_at), .has_offset = offsetof(struct api_key_made, has_expires_at)},
    {.name = "last_used_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key_made, last_used_at), .has_offset = offsetof(struct api_key_made, has_last_used_at)},
    {.name = "revoked_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key_made, revoked_at), .has_offset = offsetof(struct api_key_made, has_revoked_at)},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key_made, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key_made, created_at), .has_offset = -1},
    {.name = "updated_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key_made, updated_at), .has_offset = -1},
    {.name = "key", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct api_key_made, key), .has_offset = -1},
};
const struct shape api_key_made_shape = {
    .name = "api_key_made",
    .size = sizeof(struct api_key_made),
    .fields = api_key_made_fields,
    .field_count = 11,
    .id_offset = offsetof(struct api_key_made, id),
    .version_offset = offsetof(struct api_key_made, version),
};

static const char *const agent_subjects_noun_choices[] = {"calendar", "calendar_display", "event", "attendee", "contact", "reminder", "quiet_hours", "default_reminders", NULL};
static const struct field agent_subjects_fields[] = {
    {.name = "noun", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct agent_subjects, noun), .has_offset = -1, .choices = agent_subjects_noun_choices},
    {.name = "live", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct agent_subjects, live), .has_offset = -1},
    {.name = "push", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct agent_subjects, push), .has_offset = -1},
};
const struct shape agent_subjects_shape = {
    .name = "agent_subjects",
    .size = sizeof(struct agent_subjects),
    .fields = agent_subjects_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field nats_credentials_fields[] = {
    {.name = "creds", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct nats_credentials, creds), .has_offset = -1},
    {.name = "server", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct nats_credentials, server), .has_offset = -1},
    {.name = "subjects", .kind = FIELD_OBJECT, .flags = FIELD_READ_ONLY | FIELD_ARRAY, .offset = offsetof(struct nats_credentials, subjects), .has_offset = -1, .items_max = 100, .shape = &agent_subjects_shape},
    {.name = "expires_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct nats_credentials, expires_at), .has_offset = offsetof(struct nats_credentials, has_expires_at)},
};
const struct shape nats_credentials_shape = {
    .name = "nats_credentials",
    .size = sizeof(struct nats_credentials),
    .fields = nats_credentials_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const audit_entry_action_choices[] = {"user.registered", "user.updated", "user.deleted", "user.deactivated", "user.activated", "email.verification_requested", "email.verified", "email.change_requested", "email.change_confirmed", "email.change_refused", "email.change_cancelled", "email.change_expired", "email.changed", "password.changed", "password.refused", "password.reset_requested", "password.reset", "session.opened", "session.refused", "session.reissued", "session.ended", "session.reused", "sessions.ended", "api_key.created", "api_key.updated", "api_key.revoked", "api_key.nats_credentials", NULL};
static const struct field audit_entry_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct audit_entry, id), .has_offset = -1},
    {.name = "action", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct audit_entry, action), .has_offset = -1, .choices = audit_entry_action_choices},
    {.name = "object_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct audit_entry, object_id), .has_offset = offsetof(struct audit_entry, has_object_id)},
    {.name = "session_id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .offset = offsetof(struct audit_entry, session_id), .has_offset = offsetof(struct audit_entry, has_session_id)},
    {.name = "address", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct audit_entry, address), .has_offset = -1},
    {.name = "created_at", .kind = FIELD_INSTANT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct audit_entry, created_at), .has_offset = -1},
};
const struct shape audit_entry_shape = {
    .name = "audit_entry",
    .size = sizeof(struct audit_entry),
    .fields = audit_entry_fields,
    .field_count = 6,
    .id_offset = offsetof(struct audit_entry, id),
    .version_offset = -1,
};

static const struct field audit_entry_list_fields[] = {
    {.name = "data", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct audit_entry_list, data), .has_offset = -1, .items_max = 1048576, .shape = &audit_entry_shape},
    {.name = "next_cursor", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct audit_entry_list, next_cursor), .has_offset = -1, .max = 1048576},
};
const struct shape audit_entry_list_shape = {
    .name = "audit_entry_list",
    .size = sizeof(struct audit_entry_list),
    .fields = audit_entry_list_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field ticket_fields[] = {
    {.name = "ticket", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct ticket, ticket), .has_offset = -1},
    {.name = "expires_in", .kind = FIELD_INT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct ticket, expires_in), .has_offset = -1, .min = 1, .max = 60},
};
const struct shape ticket_shape = {
    .name = "ticket",
    .size = sizeof(struct ticket),
    .fields = ticket_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const jwk_kty_choices[] = {"EC", NULL};
static const char *const jwk_crv_choices[] = {"P-256", NULL};
static const char *const jwk_alg_choices[] = {"ES256", NULL};
static const char *const jwk_use_choices[] = {"sig", NULL};
static const struct field jwk_fields[] = {
    {.name = "kty", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct jwk, kty), .has_offset = -1, .choices = jwk_kty_choices},
    {.name = "crv", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct jwk, crv), .has_offset = -1, .choices = jwk_crv_choices},
    {.name = "x", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct jwk, x), .has_offset = -1},
    {.name = "y", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct jwk, y), .has_offset = -1},
    {.name = "kid", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct jwk, kid), .has_offset = -1},
    {.name = "alg", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct jwk, alg), .has_offset = -1, .choices = jwk_alg_choices},
    {.name = "use", .kind = FIELD_TEXT, .flags = FIELD_READ_ONLY, .offset = offsetof(struct jwk, use), .has_offset = -1, .choices = jwk_use_choices},
};
const struct shape jwk_shape = {
    .name = "jwk",
    .size = sizeof(struct jwk),
    .fields = jwk_fields,
    .field_count = 7,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field jwks_fields[] = {
    {.name = "keys", .kind = FIELD_OBJECT, .flags = FIELD_READ_ONLY | FIELD_ARRAY, .offset = offsetof(struct jwks, keys), .has_offset = -1, .items_max = 100, .shape = &jwk_shape},
};
const struct shape jwks_shape = {
    .name = "jwks",
    .size = sizeof(struct jwks),
    .fields = jwks_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const char *const account_mail_kind_choices[] = {"verify_email", "reset_password", "change_email_new", "change_email_old", "email_changed", "password_changed", NULL};
static const struct field account_mail_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mail, id), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mail, user_id), .has_offset = -1},
    {.name = "kind", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mail, kind), .has_offset = -1, .choices = account_mail_kind_choices},
    {.name = "requested_at", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mail, requested_at), .has_offset = -1},
};
const struct shape account_mail_shape = {
    .name = "account_mail",
    .size = sizeof(struct account_mail),
    .fields = account_mail_fields,
    .field_count = 4,
    .id_offset = offsetof(struct account_mail, id),
    .version_offset = -1,
};

static const struct field account_mails_ask_fields[] = {
    {.name = "after_xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mails_ask, after_xid), .has_offset = -1, .max = 9223372036854775807},
    {.name = "after_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mails_ask, after_id), .has_offset = -1},
    {.name = "limit", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mails_ask, limit), .has_offset = -1, .min = 1, .max = 1000},
};
const struct shape account_mails_ask_shape = {
    .name = "account_mails_ask",
    .size = sizeof(struct account_mails_ask),
    .fields = account_mails_ask_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field requested_mail_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct requested_mail, id), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct requested_mail, user_id), .has_offset = -1},
    {.name = "kind", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct requested_mail, kind), .has_offset = -1, .max = 1048576},
    {.name = "requested_at", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct requested_mail, requested_at), .has_offset = -1},
    {.name = "xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct requested_mail, xid), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
};
const struct shape requested_mail_shape = {
    .name = "requested_mail",
    .size = sizeof(struct requested_mail),
    .fields = requested_mail_fields,
    .field_count = 5,
    .id_offset = offsetof(struct requested_mail, id),
    .version_offset = -1,
};

static const struct field account_mails_fields[] = {
    {.name = "mails", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct account_mails, mails), .has_offset = -1, .items_max = 1000, .shape = &requested_mail_shape},
    {.name = "next_xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mails, next_xid), .has_offset = -1, .max = 9223372036854775807},
    {.name = "next_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mails, next_id), .has_offset = -1},
    {.name = "more", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct account_mails, more), .has_offset = -1},
};
const struct shape account_mails_shape = {
    .name = "account_mails",
    .size = sizeof(struct account_mails),
    .fields = account_mails_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field mail_contents_ask_fields[] = {
    {.name = "ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct mail_contents_ask, ids), .has_offset = -1, .items_max = 128},
};
const struct shape mail_contents_ask_shape = {
    .name = "mail_contents_ask",
    .size = sizeof(struct mail_contents_ask),
    .fields = mail_contents_ask_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field mail_content_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct mail_content, id), .has_offset = -1},
    {.name = "wanted", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct mail_content, wanted), .has_offset = -1},
    {.name = "kind", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct mail_content, kind), .has_offset = -1, .max = 1048576},
    {.name = "address", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct mail_content, address), .has_offset = -1, .max = 1048576},
    {.name = "proved", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct mail_content, proved), .has_offset = -1},
    {.name = "name", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct mail_content, name), .has_offset = -1, .max = 1048576},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct mail_content, timezone), .has_offset = -1, .max = 1048576},
    {.name = "requested_at", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct mail_content, requested_at), .has_offset = offsetof(struct mail_content, has_requested_at)},
    {.name = "token", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct mail_content, token), .has_offset = -1, .max = 1048576},
    {.name = "expires_at", .kind = FIELD_INSTANT, .flags = 0, .offset = offsetof(struct mail_content, expires_at), .has_offset = offsetof(struct mail_content, has_expires_at)},
    {.name = "other_address", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct mail_content, other_address), .has_offset = -1, .max = 1048576},
};
const struct shape mail_content_shape = {
    .name = "mail_content",
    .size = sizeof(struct mail_content),
    .fields = mail_content_fields,
    .field_count = 11,
    .id_offset = offsetof(struct mail_content, id),
    .version_offset = -1,
};

static const struct field mail_contents_fields[] = {
    {.name = "mails", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct mail_contents, mails), .has_offset = -1, .items_max = 128, .shape = &mail_content_shape},
};
const struct shape mail_contents_shape = {
    .name = "mail_contents",
    .size = sizeof(struct mail_contents),
    .fields = mail_contents_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field mail_recipient_ask_fields[] = {
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct mail_recipient_ask, user_id), .has_offset = -1},
};
const struct shape mail_recipient_ask_shape = {
    .name = "mail_recipient_ask",
    .size = sizeof(struct mail_recipient_ask),
    .fields = mail_recipient_ask_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field mail_recipient_fields[] = {
    {.name = "wanted", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct mail_recipient, wanted), .has_offset = -1},
    {.name = "address", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct mail_recipient, address), .has_offset = -1, .max = 1048576},
    {.name = "proved", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct mail_recipient, proved), .has_offset = -1},
    {.name = "name", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct mail_recipient, name), .has_offset = -1, .max = 1048576},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct mail_recipient, timezone), .has_offset = -1, .max = 1048576},
};
const struct shape mail_recipient_shape = {
    .name = "mail_recipient",
    .size = sizeof(struct mail_recipient),
    .fields = mail_recipient_fields,
    .field_count = 5,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field agent_settle_fields[] = {
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct agent_settle, user_id), .has_offset = -1},
    {.name = "key_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct agent_settle, key_id), .has_offset = offsetof(struct agent_settle, has_key_id)},
};
const struct shape agent_settle_shape = {
    .name = "agent_settle",
    .size = sizeof(struct agent_settle),
    .fields = agent_settle_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field departures_ask_fields[] = {
    {.name = "after_xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct departures_ask, after_xid), .has_offset = -1, .max = 9223372036854775807},
    {.name = "after_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct departures_ask, after_id), .has_offset = -1},
    {.name = "limit", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct departures_ask, limit), .has_offset = -1, .min = 1, .max = 1000},
};
const struct shape departures_ask_shape = {
    .name = "departures_ask",
    .size = sizeof(struct departures_ask),
    .fields = departures_ask_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field departure_fields[] = {
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct departure, user_id), .has_offset = -1},
    {.name = "xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct departure, xid), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
};
const struct shape departure_shape = {
    .name = "departure",
    .size = sizeof(struct departure),
    .fields = departure_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field departures_fields[] = {
    {.name = "departures", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct departures, departures), .has_offset = -1, .items_max = 1000, .shape = &departure_shape},
    {.name = "next_xid", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct departures, next_xid), .has_offset = -1, .max = 9223372036854775807},
    {.name = "next_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct departures, next_id), .has_offset = -1},
    {.name = "more", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct departures, more), .has_offset = -1},
};
const struct shape departures_shape = {
    .name = "departures",
    .size = sizeof(struct departures),
    .fields = departures_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field standing_users_ask_fields[] = {
    {.name = "user_ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct standing_users_ask, user_ids), .has_offset = -1, .items_max = 500},
};
const struct shape standing_users_ask_shape = {
    .name = "standing_users_ask",
    .size = sizeof(struct standing_users_ask),
    .fields = standing_users_ask_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field standing_user_fields[] = {
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct standing_user, user_id), .has_offset = -1},
    {.name = "is_active", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct standing_user, is_active), .has_offset = -1},
    {.name = "timezone", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct standing_user, timezone), .has_offset = -1, .max = 1048576},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct standing_user, version), .has_offset = -1, .min = 1, .max = 9223372036854775807},
};
const struct shape standing_user_shape = {
    .name = "standing_user",
    .size = sizeof(struct standing_user),
    .fields = standing_user_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = offsetof(struct standing_user, version),
};

static const struct field standing_users_fields[] = {
    {.name = "users", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct standing_users, users), .has_offset = -1, .items_max = 500, .shape = &standing_user_shape},
};
const struct shape standing_users_shape = {
    .name = "standing_users",
    .size = sizeof(struct standing_users),
    .fields = standing_users_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field users_ask_fields[] = {
    {.name = "ids", .kind = FIELD_UUID, .flags = FIELD_ARRAY, .offset = offsetof(struct users_ask, ids), .has_offset = -1, .items_max = 500},
    {.name = "emails", .kind = FIELD_TEXT, .flags = FIELD_ARRAY, .offset = offsetof(struct users_ask, emails), .has_offset = -1, .max = 254, .items_max = 500},
};
const struct shape users_ask_shape = {
    .name = "users_ask",
    .size = sizeof(struct users_ask),
    .fields = users_ask_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field found_user_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct found_user, id), .has_offset = -1},
    {.name = "display_name", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct found_user, display_name), .has_offset = -1, .max = 1048576},
    {.name = "verified", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct found_user, verified), .has_offset = -1},
    {.name = "email", .kind = FIELD_TEXT, .flags = FIELD_ABSENT_OK, .offset = offsetof(struct found_user, email), .has_offset = -1, .max = 1048576},
};
const struct shape found_user_shape = {
    .name = "found_user",
    .size = sizeof(struct found_user),
    .fields = found_user_fields,
    .field_count = 4,
    .id_offset = offsetof(struct found_user, id),
    .version_offset = -1,
};

static const struct field users_found_fields[] = {
    {.name = "users", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct users_found, users), .has_offset = -1, .items_max = 1000, .shape = &found_user_shape},
};
const struct shape users_found_shape = {
    .name = "users_found",
    .size = sizeof(struct users_found),
    .fields = users_found_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field keys_ask_fields[] = {
    {.name = "key_ids", .kind = FIELD_UUID, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct keys_ask, key_ids), .has_offset = -1, .items_max = 500},
};
const struct shape keys_ask_shape = {
    .name = "keys_ask",
    .size = sizeof(struct keys_ask),
    .fields = keys_ask_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field standing_key_fields[] = {
    {.name = "key_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct standing_key, key_id), .has_offset = -1},
    {.name = "version", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct standing_key, version), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "scopes", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct standing_key, scopes), .has_offset = -1, .max = 1048576, .items_max = 1048576},
};
const struct shape standing_key_shape = {
    .name = "standing_key",
    .size = sizeof(struct standing_key),
    .fields = standing_key_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = offsetof(struct standing_key, version),
};

static const struct field standing_keys_fields[] = {
    {.name = "keys", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct standing_keys, keys), .has_offset = -1, .items_max = 500, .shape = &standing_key_shape},
};
const struct shape standing_keys_shape = {
    .name = "standing_keys",
    .size = sizeof(struct standing_keys),
    .fields = standing_keys_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field activation_fields[] = {
    {.name = "email", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct activation, email), .has_offset = -1, .max = 1048576},
    {.name = "active", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct activation, active), .has_offset = -1},
};
const struct shape activation_shape = {
    .name = "activation",
    .size = sizeof(struct activation),
    .fields = activation_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field ticket_ask_fields[] = {
    {.name = "digest", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct ticket_ask, digest), .has_offset = -1, .max = 1048576},
};
const struct shape ticket_ask_shape = {
    .name = "ticket_ask",
    .size = sizeof(struct ticket_ask),
    .fields = ticket_ask_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field ticket_state_fields[] = {
    {.name = "active", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct ticket_state, active), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct ticket_state, user_id), .has_offset = offsetof(struct ticket_state, has_user_id)},
    {.name = "session_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct ticket_state, session_id), .has_offset = offsetof(struct ticket_state, has_session_id)},
    {.name = "expires_in", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct ticket_state, expires_in), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
};
const struct shape ticket_state_shape = {
    .name = "ticket_state",
    .size = sizeof(struct ticket_state),
    .fields = ticket_state_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field session_ask_fields[] = {
    {.name = "session_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct session_ask, session_id), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct session_ask, user_id), .has_offset = -1},
};
const struct shape session_ask_shape = {
    .name = "session_ask",
    .size = sizeof(struct session_ask),
    .fields = session_ask_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field session_state_fields[] = {
    {.name = "active", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct session_state, active), .has_offset = -1},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct session_state, user_id), .has_offset = -1},
    {.name = "zone", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct session_state, zone), .has_offset = -1, .max = 1048576},
};
const struct shape session_state_shape = {
    .name = "session_state",
    .size = sizeof(struct session_state),
    .fields = session_state_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field key_ask_fields[] = {
    {.name = "digest", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct key_ask, digest), .has_offset = -1, .max = 1048576},
};
const struct shape key_ask_shape = {
    .name = "key_ask",
    .size = sizeof(struct key_ask),
    .fields = key_ask_fields,
    .field_count = 1,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field key_state_fields[] = {
    {.name = "active", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED, .offset = offsetof(struct key_state, active), .has_offset = -1},
    {.name = "key_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct key_state, key_id), .has_offset = offsetof(struct key_state, has_key_id)},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct key_state, user_id), .has_offset = offsetof(struct key_state, has_user_id)},
    {.name = "zone", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED, .offset = offsetof(struct key_state, zone), .has_offset = -1, .max = 1048576},
    {.name = "scopes", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct key_state, scopes), .has_offset = -1, .max = 1048576, .items_max = 1048576},
    {.name = "keep_ms", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct key_state, keep_ms), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
};
const struct shape key_state_shape = {
    .name = "key_state",
    .size = sizeof(struct key_state),
    .fields = key_state_fields,
    .field_count = 6,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field revocation_fields[] = {
    {.name = "number", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct revocation, number), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "session_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct revocation, session_id), .has_offset = offsetof(struct revocation, has_session_id)},
    {.name = "key_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct revocation, key_id), .has_offset = offsetof(struct revocation, has_key_id)},
    {.name = "user_id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct revocation, user_id), .has_offset = -1},
};
const struct shape revocation_shape = {
    .name = "revocation",
    .size = sizeof(struct revocation),
    .fields = revocation_fields,
    .field_count = 4,
    .id_offset = -1,
    .version_offset = -1,
};

static const struct field heartbeat_fields[] = {
    {.name = "now", .kind = FIELD_INSTANT, .flags = FIELD_REQUIRED, .offset = offsetof(struct heartbeat, now), .has_offset = -1},
    {.name = "number", .kind = FIELD_INT, .flags = FIELD_REQUIRED, .offset = offsetof(struct heartbeat, number), .has_offset = -1, .min = -9223372036854775807, .max = 9223372036854775807},
    {.name = "recent", .kind = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_ARRAY, .offset = offsetof(struct heartbeat, recent), .has_offset = -1, .items_max = 1048576, .shape = &revocation_shape},
};
const struct shape heartbeat_shape = {
    .name = "heartbeat",
    .size = sizeof(struct heartbeat),
    .fields = heartbeat_fields,
    .field_count = 3,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation auth_register_operation = {
    .name = "auth.register",
    .subject = "svc.auth.register",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 10000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &registration_shape,
    .body_offset = offsetof(struct auth_register_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_register_in),
    .output = &signed_in_shape,
};

const struct operation auth_login_operation = {
    .name = "auth.login",
    .subject = "svc.auth.login",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 10000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &login_shape,
    .body_offset = offsetof(struct auth_login_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_login_in),
    .output = &signed_in_shape,
};

const struct operation auth_refresh_operation = {
    .name = "auth.refresh",
    .subject = "svc.auth.refresh",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &refresh_shape,
    .body_offset = offsetof(struct auth_refresh_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_refresh_in),
    .output = &signed_in_shape,
};

const struct operation auth_logout_operation = {
    .name = "auth.logout",
    .subject = "svc.auth.logout",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_logout_in),
    .output = NULL,
};

const struct operation auth_logout_all_operation = {
    .name = "auth.logout_all",
    .subject = "svc.auth.logout_all",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_logout_all_in),
    .output = NULL,
};

const struct operation auth_password_operation = {
    .name = "auth.password",
    .subject = "svc.auth.password",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 10000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &password_change_shape,
    .body_offset = offsetof(struct auth_password_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_password_in),
    .output = &signed_in_shape,
};

const struct operation auth_verify_email_operation = {
    .name = "auth.verify_email",
    .subject = "svc.auth.verify_email",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &mail_token_shape,
    .body_offset = offsetof(struct auth_verify_email_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_verify_email_in),
    .output = NULL,
};

const struct operation auth_verify_email_resend_operation = {
    .name = "auth.verify_email_resend",
    .subject = "svc.auth.verify_email_resend",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_verify_email_resend_in),
    .output = NULL,
};

const struct operation auth_forgot_password_operation = {
    .name = "auth.forgot_password",
    .subject = "svc.auth.forgot_password",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &forgotten_shape,
    .body_offset = offsetof(struct auth_forgot_password_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_forgot_password_in),
    .output = NULL,
};

const struct operation auth_reset_password_operation = {
    .name = "auth.reset_password",
    .subject = "svc.auth.reset_password",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 10000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &password_reset_shape,
    .body_offset = offsetof(struct auth_reset_password_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_reset_password_in),
    .output = NULL,
};

const struct operation auth_change_email_confirm_operation = {
    .name = "auth.change_email_confirm",
    .subject = "svc.auth.change_email_confirm",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &mail_token_shape,
    .body_offset = offsetof(struct auth_change_email_confirm_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_change_email_confirm_in),
    .output = &email_change_shape,
};

const struct operation auth_change_email_refuse_operation = {
    .name = "auth.change_email_refuse",
    .subject = "svc.auth.change_email_refuse",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &mail_token_shape,
    .body_offset = offsetof(struct auth_change_email_refuse_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_change_email_refuse_in),
    .output = NULL,
};

const struct operation auth_change_email_cancel_operation = {
    .name = "auth.change_email_cancel",
    .subject = "svc.auth.change_email_cancel",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_change_email_cancel_in),
    .output = NULL,
};

const struct operation auth_me_operation = {
    .name = "auth.me",
    .subject = "svc.auth.me",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_me_in),
    .output = &user_shape,
};

const struct operation auth_user_get_operation = {
    .name = "auth.user_get",
    .subject = "svc.auth.user_get",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_user_get_in),
    .output = &user_shape,
};

const struct operation auth_user_replace_operation = {
    .name = "auth.user_replace",
    .subject = "svc.auth.user_replace",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = NULL,
    .query = NULL,
    .body = &user_shape,
    .body_offset = offsetof(struct auth_user_replace_in, body),
    .body_mode = WIRE_REPLACE,
    .input_size = sizeof(struct auth_user_replace_in),
    .output = &user_shape,
};

const struct operation auth_user_patch_operation = {
    .name = "auth.user_patch",
    .subject = "svc.auth.user_patch",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = NULL,
    .query = NULL,
    .body = &user_shape,
    .body_offset = offsetof(struct auth_user_patch_in, body),
    .body_mode = WIRE_PARTIAL,
    .input_size = sizeof(struct auth_user_patch_in),
    .output = &user_shape,
};

const struct operation auth_user_delete_operation = {
    .name = "auth.user_delete",
    .subject = "svc.auth.user_delete",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_user_delete_in),
    .output = NULL,
};

static const struct field auth_audit_list_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct auth_audit_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct auth_audit_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
};
static const struct shape auth_audit_list_query_shape = {
    .name = "auth_audit_list_query",
    .size = sizeof(struct auth_audit_list_in),
    .fields = auth_audit_list_query_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation auth_audit_list_operation = {
    .name = "auth.audit_list",
    .subject = "svc.auth.audit_list",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = &auth_audit_list_query_shape,
    .input_size = sizeof(struct auth_audit_list_in),
    .output = &audit_entry_list_shape,
};

static const struct field auth_api_key_list_query_fields[] = {
    {.name = "limit", .kind = FIELD_INT, .flags = 0, .offset = offsetof(struct auth_api_key_list_in, limit), .has_offset = -1, .min = 1, .max = 200, .fallback = "50"},
    {.name = "cursor", .kind = FIELD_TEXT, .flags = 0, .offset = offsetof(struct auth_api_key_list_in, cursor), .has_offset = -1, .min = 1, .max = 2048},
};
static const struct shape auth_api_key_list_query_shape = {
    .name = "auth_api_key_list_query",
    .size = sizeof(struct auth_api_key_list_in),
    .fields = auth_api_key_list_query_fields,
    .field_count = 2,
    .id_offset = -1,
    .version_offset = -1,
};

const struct operation auth_api_key_list_operation = {
    .name = "auth.api_key_list",
    .subject = "svc.auth.api_key_list",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = &auth_api_key_list_query_shape,
    .input_size = sizeof(struct auth_api_key_list_in),
    .output = &api_key_list_shape,
};

const struct operation auth_api_key_create_operation = {
    .name = "auth.api_key_create",
    .subject = "svc.auth.api_key_create",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = true,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &api_key_shape,
    .body_offset = offsetof(struct auth_api_key_create_in, body),
    .body_mode = WIRE_CREATE,
    .input_size = sizeof(struct auth_api_key_create_in),
    .output = &api_key_made_shape,
};

static const struct field auth_api_key_get_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct auth_api_key_get_in, id), .has_offset = -1},
};
static const struct shape auth_api_key_get_path_shape = {
    .name = "auth_api_key_get_path",
    .size = sizeof(struct auth_api_key_get_in),
    .fields = auth_api_key_get_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct auth_api_key_get_in, id),
    .version_offset = -1,
};

const struct operation auth_api_key_get_operation = {
    .name = "auth.api_key_get",
    .subject = "svc.auth.api_key_get",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = &auth_api_key_get_path_shape,
    .query = NULL,
    .input_size = sizeof(struct auth_api_key_get_in),
    .output = &api_key_shape,
};

static const struct field auth_api_key_patch_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct auth_api_key_patch_in, id), .has_offset = -1},
};
static const struct shape auth_api_key_patch_path_shape = {
    .name = "auth_api_key_patch_path",
    .size = sizeof(struct auth_api_key_patch_in),
    .fields = auth_api_key_patch_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct auth_api_key_patch_in, id),
    .version_offset = -1,
};

const struct operation auth_api_key_patch_operation = {
    .name = "auth.api_key_patch",
    .subject = "svc.auth.api_key_patch",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &auth_api_key_patch_path_shape,
    .query = NULL,
    .body = &api_key_shape,
    .body_offset = offsetof(struct auth_api_key_patch_in, body),
    .body_mode = WIRE_PARTIAL,
    .input_size = sizeof(struct auth_api_key_patch_in),
    .output = &api_key_shape,
};

static const struct field auth_api_key_revoke_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct auth_api_key_revoke_in, id), .has_offset = -1},
};
static const struct shape auth_api_key_revoke_path_shape = {
    .name = "auth_api_key_revoke_path",
    .size = sizeof(struct auth_api_key_revoke_in),
    .fields = auth_api_key_revoke_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct auth_api_key_revoke_in, id),
    .version_offset = -1,
};

const struct operation auth_api_key_revoke_operation = {
    .name = "auth.api_key_revoke",
    .subject = "svc.auth.api_key_revoke",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = true,
    .path = &auth_api_key_revoke_path_shape,
    .query = NULL,
    .input_size = sizeof(struct auth_api_key_revoke_in),
    .output = NULL,
};

static const struct field auth_agent_create_path_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_REQUIRED, .offset = offsetof(struct auth_agent_create_in, id), .has_offset = -1},
};
static const struct shape auth_agent_create_path_shape = {
    .name = "auth_agent_create_path",
    .size = sizeof(struct auth_agent_create_in),
    .fields = auth_agent_create_path_fields,
    .field_count = 1,
    .id_offset = offsetof(struct auth_agent_create_in, id),
    .version_offset = -1,
};

const struct operation auth_agent_create_operation = {
    .name = "auth.agent_create",
    .subject = "svc.auth.agent_create",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 10000,
    .keeps_key = true,
    .if_match = false,
    .path = &auth_agent_create_path_shape,
    .query = NULL,
    .input_size = sizeof(struct auth_agent_create_in),
    .output = &nats_credentials_shape,
};

const struct operation auth_ticket_create_operation = {
    .name = "auth.ticket_create",
    .subject = "svc.auth.ticket_create",
    .auth = AUTH_USER,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_ticket_create_in),
    .output = &ticket_shape,
};

const struct operation auth_jwks_operation = {
    .name = "auth.jwks",
    .subject = "svc.auth.jwks",
    .auth = AUTH_PUBLIC,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_jwks_in),
    .output = &jwks_shape,
};

const struct operation auth_mail_contents_operation = {
    .name = "auth.mail_contents",
    .subject = "svc.auth.mail_contents",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &mail_contents_ask_shape,
    .body_offset = offsetof(struct auth_mail_contents_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_mail_contents_in),
    .output = &mail_contents_shape,
};

const struct operation auth_mail_recipient_operation = {
    .name = "auth.mail_recipient",
    .subject = "svc.auth.mail_recipient",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &mail_recipient_ask_shape,
    .body_offset = offsetof(struct auth_mail_recipient_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_mail_recipient_in),
    .output = &mail_recipient_shape,
};

const struct operation auth_account_mails_operation = {
    .name = "auth.account_mails",
    .subject = "svc.auth.account_mails",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &account_mails_ask_shape,
    .body_offset = offsetof(struct auth_account_mails_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_account_mails_in),
    .output = &account_mails_shape,
};

const struct operation auth_departures_operation = {
    .name = "auth.departures",
    .subject = "svc.auth.departures",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &departures_ask_shape,
    .body_offset = offsetof(struct auth_departures_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_departures_in),
    .output = &departures_shape,
};

const struct operation auth_users_standing_operation = {
    .name = "auth.users_standing",
    .subject = "svc.auth.users_standing",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &standing_users_ask_shape,
    .body_offset = offsetof(struct auth_users_standing_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_users_standing_in),
    .output = &standing_users_shape,
};

const struct operation auth_api_keys_standing_operation = {
    .name = "auth.api_keys_standing",
    .subject = "svc.auth.api_keys_standing",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &keys_ask_shape,
    .body_offset = offsetof(struct auth_api_keys_standing_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_api_keys_standing_in),
    .output = &standing_keys_shape,
};

const struct operation auth_users_lookup_operation = {
    .name = "auth.users_lookup",
    .subject = "svc.auth.users_lookup",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &users_ask_shape,
    .body_offset = offsetof(struct auth_users_lookup_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_users_lookup_in),
    .output = &users_found_shape,
};

const struct operation auth_keys_operation = {
    .name = "auth.keys",
    .subject = "svc.auth.keys",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .input_size = sizeof(struct auth_keys_in),
    .output = &jwks_shape,
};

const struct operation auth_session_operation = {
    .name = "auth.session",
    .subject = "svc.auth.session",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &session_ask_shape,
    .body_offset = offsetof(struct auth_session_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_session_in),
    .output = &session_state_shape,
};

const struct operation auth_api_key_operation = {
    .name = "auth.api_key",
    .subject = "svc.auth.api_key",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &key_ask_shape,
    .body_offset = offsetof(struct auth_api_key_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_api_key_in),
    .output = &key_state_shape,
};

const struct operation auth_ticket_use_operation = {
    .name = "auth.ticket_use",
    .subject = "svc.auth.ticket_use",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 2000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &ticket_ask_shape,
    .body_offset = offsetof(struct auth_ticket_use_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_ticket_use_in),
    .output = &ticket_state_shape,
};

const struct operation auth_user_activate_operation = {
    .name = "auth.user_activate",
    .subject = "svc.auth.user_activate",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 5000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &activation_shape,
    .body_offset = offsetof(struct auth_user_activate_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_user_activate_in),
    .output = &user_shape,
};

const struct operation auth_agent_settle_operation = {
    .name = "auth.agent_settle",
    .subject = "svc.auth.agent_settle",
    .auth = AUTH_SERVICE,
    .scope = NULL,
    .timeout_ms = 4000,
    .keeps_key = false,
    .if_match = false,
    .path = NULL,
    .query = NULL,
    .body = &agent_settle_shape,
    .body_offset = offsetof(struct auth_agent_settle_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct auth_agent_settle_in),
    .output = NULL,
};

static const struct operation *const operations[] = {
    &auth_register_operation,
    &auth_login_operation,
    &auth_refresh_operation,
    &auth_logout_operation,
    &auth_logout_all_operation,
    &auth_password_operation,
    &auth_verify_email_operation,
    &auth_verify_email_resend_operation,
    &auth_forgot_password_operation,
    &auth_reset_password_operation,
    &auth_change_email_confirm_operation,
    &auth_change_email_refuse_operation,
    &auth_change_email_cancel_operation,
    &auth_me_operation,
    &auth_user_get_operation,
    &auth_user_replace_operation,
    &auth_user_patch_operation,
    &auth_user_delete_operation,
    &auth_audit_list_operation,
    &auth_api_key_list_operation,
    &auth_api_key_create_operation,
    &auth_api_key_get_operation,
    &auth_api_key_patch_operation,
    &auth_api_key_revoke_operation,
    &auth_agent_create_operation,
    &auth_ticket_create_operation,
    &auth_jwks_operation,
    &auth_mail_contents_operation,
    &auth_mail_recipient_operation,
    &auth_account_mails_operation,
    &auth_departures_operation,
    &auth_users_standing_operation,
    &auth_api_keys_standing_operation,
    &auth_users_lookup_operation,
    &auth_keys_operation,
    &auth_session_operation,
    &auth_api_key_operation,
    &auth_ticket_use_operation,
    &auth_user_activate_operation,
    &auth_agent_settle_operation,
};

const struct service_api auth_api = {
    .name = "auth",
    .operations = operations,
    .operation_count = 40,
};
