/* Made by tools/gen from schemas/openapi. Do not edit. */
/* clang-format off */
#include "gen/edge/routes.h"

#include <stddef.h>

static const struct route_segment auth_register_segments[] = {
    {"auth", NULL, false},
    {"register", NULL, false},
};
static const struct route_segment auth_login_segments[] = {
    {"auth", NULL, false},
    {"login", NULL, false},
};
static const struct route_segment auth_refresh_segments[] = {
    {"auth", NULL, false},
    {"refresh", NULL, false},
};
static const struct route_segment auth_logout_segments[] = {
    {"auth", NULL, false},
    {"logout", NULL, false},
};
static const struct route_segment auth_logout_all_segments[] = {
    {"auth", NULL, false},
    {"logout-all", NULL, false},
};
static const struct route_segment auth_password_segments[] = {
    {"auth", NULL, false},
    {"password", NULL, false},
};
static const struct route_segment auth_verify_email_segments[] = {
    {"auth", NULL, false},
    {"verify-email", NULL, false},
};
static const struct route_segment auth_verify_email_resend_segments[] = {
    {"auth", NULL, false},
    {"verify-email", NULL, false},
    {"resend", NULL, false},
};
static const struct route_segment auth_forgot_password_segments[] = {
    {"auth", NULL, false},
    {"forgot-password", NULL, false},
};
static const struct route_segment auth_reset_password_segments[] = {
    {"auth", NULL, false},
    {"reset-password", NULL, false},
};
static const struct route_segment auth_change_email_confirm_segments[] = {
    {"auth", NULL, false},
    {"change-email", NULL, false},
    {"confirm", NULL, false},
};
static const struct route_segment auth_change_email_refuse_segments[] = {
    {"auth", NULL, false},
    {"change-email", NULL, false},
    {"refuse", NULL, false},
};
static const struct route_segment auth_change_email_cancel_segments[] = {
    {"auth", NULL, false},
    {"change-email", NULL, false},
    {"cancel", NULL, false},
};
static const struct route_segment auth_me_segments[] = {
    {"auth", NULL, false},
    {"me", NULL, false},
};
static const struct route_segment auth_user_get_segments[] = {
    {"users", NULL, false},
    {"me", NULL, false},
};
static const struct route_segment auth_user_replace_segments[] = {
    {"users", NULL, false},
    {"me", NULL, false},
};
static const struct route_segment auth_user_patch_segments[] = {
    {"users", NULL, false},
    {"me", NULL, false},
};
static const struct route_segment auth_user_delete_segments[] = {
    {"users", NULL, false},
    {"me", NULL, false},
};
static const struct route_segment auth_audit_list_segments[] = {
    {"users", NULL, false},
    {"me", NULL, false},
    {"audit", NULL, false},
};
static const struct route_segment auth_api_key_list_segments[] = {
    {"api-keys", NULL, false},
};
static const struct route_segment auth_api_key_create_segments[] = {
    {"api-keys", NULL, false},
};
static const struct route_segment auth_api_key_get_segments[] = {
    {"api-keys", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment auth_api_key_patch_segments[] = {
    {"api-keys", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment auth_api_key_revoke_segments[] = {
    {"api-keys", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment auth_agent_create_segments[] = {
    {"api-keys", NULL, false},
    {NULL, "id", true},
    {"nats-credentials", NULL, false},
};
static const struct route_segment auth_ticket_create_segments[] = {
    {"auth", NULL, false},
    {"ws-ticket", NULL, false},
};
static const struct route_segment auth_jwks_segments[] = {
    {".well-known", NULL, false},
    {"jwks.json", NULL, false},
};
static const struct route_segment calendar_list_segments[] = {
    {"calendars", NULL, false},
};
static const struct route_segment calendar_create_segments[] = {
    {"calendars", NULL, false},
};
static const struct route_segment calendar_get_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment calendar_replace_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment calendar_patch_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment calendar_delete_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment calendar_share_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"share", NULL, false},
};
static const struct route_segment calendar_member_list_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"members", NULL, false},
};
static const struct route_segment calendar_member_get_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"members", NULL, false},
    {NULL, "user_id", true},
};
static const struct route_segment calendar_member_patch_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"members", NULL, false},
    {NULL, "user_id", true},
};
static const struct route_segment calendar_member_remove_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"members", NULL, false},
    {NULL, "user_id", true},
};
static const struct route_segment calendar_display_get_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"members", NULL, false},
    {"me", NULL, false},
    {"display", NULL, false},
};
static const struct route_segment calendar_display_replace_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"members", NULL, false},
    {"me", NULL, false},
    {"display", NULL, false},
};
static const struct route_segment calendar_public_token_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"public-token", NULL, false},
};
static const struct route_segment calendar_public_get_segments[] = {
    {"public", NULL, false},
    {NULL, "token", false},
};
static const struct route_segment calendar_transfer_get_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"transfer", NULL, false},
};
static const struct route_segment calendar_transfer_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"transfer", NULL, false},
};
static const struct route_segment calendar_transfer_withdraw_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"transfer", NULL, false},
};
static const struct route_segment calendar_transfer_accept_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"transfer", NULL, false},
    {"accept", NULL, false},
};
static const struct route_segment calendar_transfer_decline_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"transfer", NULL, false},
    {"decline", NULL, false},
};
static const struct route_segment contact_list_segments[] = {
    {"contacts", NULL, false},
};
static const struct route_segment contact_create_segments[] = {
    {"contacts", NULL, false},
};
static const struct route_segment contact_get_segments[] = {
    {"contacts", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment contact_replace_segments[] = {
    {"contacts", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment contact_patch_segments[] = {
    {"contacts", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment contact_delete_segments[] = {
    {"contacts", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment delivery_webhook_list_segments[] = {
    {"webhooks", NULL, false},
};
static const struct route_segment delivery_webhook_create_segments[] = {
    {"webhooks", NULL, false},
};
static const struct route_segment delivery_webhook_get_segments[] = {
    {"webhooks", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment delivery_webhook_patch_segments[] = {
    {"webhooks", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment delivery_webhook_delete_segments[] = {
    {"webhooks", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment delivery_webhook_rotate_secret_segments[] = {
    {"webhooks", NULL, false},
    {NULL, "id", true},
    {"rotate-secret", NULL, false},
};
static const struct route_segment delivery_webhook_test_segments[] = {
    {"webhooks", NULL, false},
    {NULL, "id", true},
    {"test", NULL, false},
};
static const struct route_segment delivery_webhook_deliveries_segments[] = {
    {"webhooks", NULL, false},
    {NULL, "id", true},
    {"deliveries", NULL, false},
};
static const struct route_segment delivery_webhook_replay_segments[] = {
    {"webhooks", NULL, false},
    {NULL, "id", true},
    {"replay", NULL, false},
};
static const struct route_segment delivery_mail_stop_segments[] = {
    {"mails", NULL, false},
    {"stop", NULL, false},
};
static const struct route_segment event_availability_segments[] = {
    {"availability", NULL, false},
};
static const struct route_segment event_availability_find_segments[] = {
    {"availability", NULL, false},
    {"find", NULL, false},
};
static const struct route_segment event_list_segments[] = {
    {"events", NULL, false},
};
static const struct route_segment event_create_segments[] = {
    {"events", NULL, false},
};
static const struct route_segment event_batch_segments[] = {
    {"events", NULL, false},
    {"batch", NULL, false},
};
static const struct route_segment event_get_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment event_replace_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment event_patch_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment event_delete_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment event_restore_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"restore", NULL, false},
};
static const struct route_segment event_attendees_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"attendees", NULL, false},
};
static const struct route_segment event_attendee_create_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"attendees", NULL, false},
};
static const struct route_segment event_attendee_get_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"attendees", NULL, false},
    {NULL, "attendee_id", true},
};
static const struct route_segment event_attendee_replace_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"attendees", NULL, false},
    {NULL, "attendee_id", true},
};
static const struct route_segment event_attendee_patch_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"attendees", NULL, false},
    {NULL, "attendee_id", true},
};
static const struct route_segment event_attendee_delete_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"attendees", NULL, false},
    {NULL, "attendee_id", true},
};
static const struct route_segment event_occurrences_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"occurrences", NULL, false},
};
static const struct route_segment event_public_list_segments[] = {
    {"public", NULL, false},
    {NULL, "token", false},
    {"events", NULL, false},
};
static const struct route_segment event_tags_segments[] = {
    {"tags", NULL, false},
};
static const struct route_segment reminder_list_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"reminders", NULL, false},
};
static const struct route_segment reminder_create_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"reminders", NULL, false},
};
static const struct route_segment reminder_get_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"reminders", NULL, false},
    {NULL, "reminder_id", true},
};
static const struct route_segment reminder_patch_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"reminders", NULL, false},
    {NULL, "reminder_id", true},
};
static const struct route_segment reminder_delete_segments[] = {
    {"events", NULL, false},
    {NULL, "id", true},
    {"reminders", NULL, false},
    {NULL, "reminder_id", true},
};
static const struct route_segment reminder_default_get_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"default-reminders", NULL, false},
};
static const struct route_segment reminder_default_replace_segments[] = {
    {"calendars", NULL, false},
    {NULL, "id", true},
    {"default-reminders", NULL, false},
};
static const struct route_segment reminder_due_list_segments[] = {
    {"reminders", NULL, false},
};
static const struct route_segment reminder_quiet_get_segments[] = {
    {"reminders", NULL, false},
    {"quiet-hours", NULL, false},
};
static const struct route_segment reminder_quiet_replace_segments[] = {
    {"reminders", NULL, false},
    {"quiet-hours", NULL, false},
};
static const struct route_segment reminder_snooze_segments[] = {
    {"reminders", NULL, false},
    {NULL, "id", true},
    {"snooze", NULL, false},
};
static const struct route_segment reminder_dismiss_segments[] = {
    {"reminders", NULL, false},
    {NULL, "id", true},
    {"dismiss", NULL, false},
};
static const struct route_segment feed_read_segments[] = {
    {"feed", NULL, false},
};
static const struct route_segment feed_socket_segments[] = {
    {"ws", NULL, false},
};

const struct route routes[] = {
    {"POST", "/auth/register", auth_register_segments, 2,
     "auth.register", "auth", "svc.auth.register", AUTH_PUBLIC, NULL, false, NULL, "register", 10000,
     201, BODY_JSON, true, 6, 1, true, false, false},
    {"POST", "/auth/login", auth_login_segments, 2,
     "auth.login", "auth", "svc.auth.login", AUTH_PUBLIC, NULL, false, NULL, "login", 10000,
     200, BODY_JSON, true, 3, 1, false, false, false},
    {"POST", "/auth/refresh", auth_refresh_segments, 2,
     "auth.refresh", "auth", "svc.auth.refresh", AUTH_PUBLIC, NULL, false, NULL, "refresh", 5000,
     200, BODY_JSON, true, 2, 1, false, false, false},
    {"POST", "/auth/logout", auth_logout_segments, 2,
     "auth.logout", "auth", "svc.auth.logout", AUTH_USER, NULL, false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/auth/logout-all", auth_logout_all_segments, 2,
     "auth.logout_all", "auth", "svc.auth.logout_all", AUTH_USER, NULL, false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/auth/password", auth_password_segments, 2,
     "auth.password", "auth", "svc.auth.password", AUTH_USER, NULL, false, NULL, "login", 10000,
     200, BODY_JSON, true, 3, 1, false, false, false},
    {"POST", "/auth/verify-email", auth_verify_email_segments, 2,
     "auth.verify_email", "auth", "svc.auth.verify_email", AUTH_PUBLIC, NULL, false, NULL, "mail", 5000,
     204, BODY_JSON, true, 2, 1, true, false, false},
    {"POST", "/auth/verify-email/resend", auth_verify_email_resend_segments, 3,
     "auth.verify_email_resend", "auth", "svc.auth.verify_email_resend", AUTH_USER, NULL, false, NULL, "mail", 5000,
     202, BODY_NONE, false, 0, 0, true, false, false},
    {"POST", "/auth/forgot-password", auth_forgot_password_segments, 2,
     "auth.forgot_password", "auth", "svc.auth.forgot_password", AUTH_PUBLIC, NULL, false, NULL, "mail", 5000,
     202, BODY_JSON, true, 2, 1, true, false, false},
    {"POST", "/auth/reset-password", auth_reset_password_segments, 2,
     "auth.reset_password", "auth", "svc.auth.reset_password", AUTH_PUBLIC, NULL, false, NULL, "mail", 10000,
     204, BODY_JSON, true, 3, 1, false, false, false},
    {"POST", "/auth/change-email/confirm", auth_change_email_confirm_segments, 3,
     "auth.change_email_confirm", "auth", "svc.auth.change_email_confirm", AUTH_PUBLIC, NULL, false, NULL, "mail", 5000,
     200, BODY_JSON, true, 2, 1, true, false, false},
    {"POST", "/auth/change-email/refuse", auth_change_email_refuse_segments, 3,
     "auth.change_email_refuse", "auth", "svc.auth.change_email_refuse", AUTH_PUBLIC, NULL, false, NULL, "mail", 5000,
     204, BODY_JSON, true, 2, 1, true, false, false},
    {"POST", "/auth/change-email/cancel", auth_change_email_cancel_segments, 3,
     "auth.change_email_cancel", "auth", "svc.auth.change_email_cancel", AUTH_USER, NULL, false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, true, false, false},
    {"GET", "/auth/me", auth_me_segments, 2,
     "auth.me", "auth", "svc.auth.me", AUTH_USER, NULL, false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"GET", "/users/me", auth_user_get_segments, 2,
     "auth.user_get", "auth", "svc.auth.user_get", AUTH_USER, NULL, false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PUT", "/users/me", auth_user_replace_segments, 2,
     "auth.user_replace", "auth", "svc.auth.user_replace", AUTH_USER, NULL, false, NULL, NULL, 5000,
     200, BODY_JSON, true, 11, 1, false, true, true},
    {"PATCH", "/users/me", auth_user_patch_segments, 2,
     "auth.user_patch", "auth", "svc.auth.user_patch", AUTH_USER, NULL, false, NULL, NULL, 5000,
     200, BODY_MERGE_PATCH, true, 11, 1, false, true, true},
    {"DELETE", "/users/me", auth_user_delete_segments, 2,
     "auth.user_delete", "auth", "svc.auth.user_delete", AUTH_USER, NULL, false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"GET", "/users/me/audit", auth_audit_list_segments, 3,
     "auth.audit_list", "auth", "svc.auth.audit_list", AUTH_USER, NULL, false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"GET", "/api-keys", auth_api_key_list_segments, 1,
     "auth.api_key_list", "auth", "svc.auth.api_key_list", AUTH_USER, NULL, false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/api-keys", auth_api_key_create_segments, 1,
     "auth.api_key_create", "auth", "svc.auth.api_key_create", AUTH_USER, NULL, false, NULL, NULL, 5000,
     201, BODY_JSON, true, 29, 3, true, false, true},
    {"GET", "/api-keys/{id}", auth_api_key_get_segments, 2,
     "auth.api_key_get", "auth", "svc.auth.api_key_get", AUTH_USER, NULL, false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PATCH", "/api-keys/{id}", auth_api_key_patch_segments, 2,
     "auth.api_key_patch", "auth", "svc.auth.api_key_patch", AUTH_USER, NULL, false, NULL, NULL, 5000,
     200, BODY_MERGE_PATCH, true, 29, 3, false, true, true},
    {"DELETE", "/api-keys/{id}", auth_api_key_revoke_segments, 2,
     "auth.api_key_revoke", "auth", "svc.auth.api_key_revoke", AUTH_USER, NULL, false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"POST", "/api-keys/{id}/nats-credentials", auth_agent_create_segments, 3,
     "auth.agent_create", "auth", "svc.auth.agent_create", AUTH_USER, NULL, false, NULL, NULL, 10000,
     201, BODY_NONE, false, 0, 0, true, false, false},
    {"POST", "/auth/ws-ticket", auth_ticket_create_segments, 2,
     "auth.ticket_create", "auth", "svc.auth.ticket_create", AUTH_USER, NULL, false, NULL, NULL, 5000,
     201, BODY_NONE, false, 0, 0, false, false, false},
    {"GET", "/.well-known/jwks.json", auth_jwks_segments, 2,
     "auth.jwks", "auth", "svc.auth.jwks", AUTH_PUBLIC, NULL, false, NULL, NULL, 2000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"GET", "/calendars", calendar_list_segments, 1,
     "calendar.list", "calendar", "svc.calendar.list", AUTH_KEY, "calendars:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/calendars", calendar_create_segments, 1,
     "calendar.create", "calendar", "svc.calendar.create", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     201, BODY_JSON, true, 22, 2, true, false, true},
    {"GET", "/calendars/{id}", calendar_get_segments, 2,
     "calendar.get", "calendar", "svc.calendar.get", AUTH_KEY, "calendars:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PUT", "/calendars/{id}", calendar_replace_segments, 2,
     "calendar.replace", "calendar", "svc.calendar.replace", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     200, BODY_JSON, true, 22, 2, false, true, true},
    {"PATCH", "/calendars/{id}", calendar_patch_segments, 2,
     "calendar.patch", "calendar", "svc.calendar.patch", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     200, BODY_MERGE_PATCH, true, 22, 2, false, true, true},
    {"DELETE", "/calendars/{id}", calendar_delete_segments, 2,
     "calendar.delete", "calendar", "svc.calendar.delete", AUTH_KEY, "calendars:write", false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"POST", "/calendars/{id}/share", calendar_share_segments, 3,
     "calendar.share", "calendar", "svc.calendar.share", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     200, BODY_JSON, true, 4, 1, true, false, true},
    {"GET", "/calendars/{id}/members", calendar_member_list_segments, 3,
     "calendar.member_list", "calendar", "svc.calendar.member_list", AUTH_KEY, "calendars:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"GET", "/calendars/{id}/members/{user_id}", calendar_member_get_segments, 4,
     "calendar.member_get", "calendar", "svc.calendar.member_get", AUTH_KEY, "calendars:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PATCH", "/calendars/{id}/members/{user_id}", calendar_member_patch_segments, 4,
     "calendar.member_patch", "calendar", "svc.calendar.member_patch", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     200, BODY_MERGE_PATCH, true, 6, 1, false, true, true},
    {"DELETE", "/calendars/{id}/members/{user_id}", calendar_member_remove_segments, 4,
     "calendar.member_remove", "calendar", "svc.calendar.member_remove", AUTH_KEY, "calendars:write", false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"GET", "/calendars/{id}/members/me/display", calendar_display_get_segments, 5,
     "calendar.display_get", "calendar", "svc.calendar.display_get", AUTH_KEY, "calendars:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PUT", "/calendars/{id}/members/me/display", calendar_display_replace_segments, 5,
     "calendar.display_replace", "calendar", "svc.calendar.display_replace", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     200, BODY_JSON, true, 7, 1, false, true, true},
    {"POST", "/calendars/{id}/public-token", calendar_public_token_segments, 3,
     "calendar.public_token", "calendar", "svc.calendar.public_token", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     200, BODY_NONE, false, 0, 0, true, false, true},
    {"GET", "/public/{token}", calendar_public_get_segments, 2,
     "calendar.public_get", "calendar", "svc.calendar.public_get", AUTH_PUBLIC, NULL, false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"GET", "/calendars/{id}/transfer", calendar_transfer_get_segments, 3,
     "calendar.transfer_get", "calendar", "svc.calendar.transfer_get", AUTH_KEY, "calendars:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"POST", "/calendars/{id}/transfer", calendar_transfer_segments, 3,
     "calendar.transfer", "calendar", "svc.calendar.transfer", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     200, BODY_JSON, true, 2, 1, true, false, true},
    {"DELETE", "/calendars/{id}/transfer", calendar_transfer_withdraw_segments, 3,
     "calendar.transfer_withdraw", "calendar", "svc.calendar.transfer_withdraw", AUTH_KEY, "calendars:write", false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"POST", "/calendars/{id}/transfer/accept", calendar_transfer_accept_segments, 4,
     "calendar.transfer_accept", "calendar", "svc.calendar.transfer_accept", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     200, BODY_NONE, false, 0, 0, true, false, true},
    {"POST", "/calendars/{id}/transfer/decline", calendar_transfer_decline_segments, 4,
     "calendar.transfer_decline", "calendar", "svc.calendar.transfer_decline", AUTH_KEY, "calendars:write", false, "calendars:read", NULL, 5000,
     200, BODY_NONE, false, 0, 0, true, false, true},
    {"GET", "/contacts", contact_list_segments, 1,
     "contact.list", "contact", "svc.contact.list", AUTH_KEY, "contacts:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/contacts", contact_create_segments, 1,
     "contact.create", "contact", "svc.contact.create", AUTH_KEY, "contacts:write", false, "contacts:read", NULL, 5000,
     201, BODY_JSON, true, 34, 2, true, false, true},
    {"GET", "/contacts/{id}", contact_get_segments, 2,
     "contact.get", "contact", "svc.contact.get", AUTH_KEY, "contacts:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PUT", "/contacts/{id}", contact_replace_segments, 2,
     "contact.replace", "contact", "svc.contact.replace", AUTH_KEY, "contacts:write", false, "contacts:read", NULL, 5000,
     200, BODY_JSON, true, 34, 2, false, true, true},
    {"PATCH", "/contacts/{id}", contact_patch_segments, 2,
     "contact.patch", "contact", "svc.contact.patch", AUTH_KEY, "contacts:write", false, "contacts:read", NULL, 5000,
     200, BODY_MERGE_PATCH, true, 34, 2, false, true, true},
    {"DELETE", "/contacts/{id}", contact_delete_segments, 2,
     "contact.delete", "contact", "svc.contact.delete", AUTH_KEY, "contacts:write", false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"GET", "/webhooks", delivery_webhook_list_segments, 1,
     "delivery.webhook_list", "delivery", "svc.delivery.webhook_list", AUTH_KEY, NULL, true, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/webhooks", delivery_webhook_create_segments, 1,
     "delivery.webhook_create", "delivery", "svc.delivery.webhook_create", AUTH_KEY, NULL, true, NULL, NULL, 5000,
     201, BODY_JSON, true, 146, 2, true, false, true},
    {"GET", "/webhooks/{id}", delivery_webhook_get_segments, 2,
     "delivery.webhook_get", "delivery", "svc.delivery.webhook_get", AUTH_KEY, NULL, true, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PATCH", "/webhooks/{id}", delivery_webhook_patch_segments, 2,
     "delivery.webhook_patch", "delivery", "svc.delivery.webhook_patch", AUTH_KEY, NULL, true, NULL, NULL, 5000,
     200, BODY_MERGE_PATCH, true, 146, 2, false, true, true},
    {"DELETE", "/webhooks/{id}", delivery_webhook_delete_segments, 2,
     "delivery.webhook_delete", "delivery", "svc.delivery.webhook_delete", AUTH_KEY, NULL, true, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"POST", "/webhooks/{id}/rotate-secret", delivery_webhook_rotate_secret_segments, 3,
     "delivery.webhook_rotate_secret", "delivery", "svc.delivery.webhook_rotate_secret", AUTH_KEY, NULL, true, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, true, false, true},
    {"POST", "/webhooks/{id}/test", delivery_webhook_test_segments, 3,
     "delivery.webhook_test", "delivery", "svc.delivery.webhook_test", AUTH_KEY, NULL, true, NULL, NULL, 5000,
     201, BODY_NONE, false, 0, 0, true, false, false},
    {"GET", "/webhooks/{id}/deliveries", delivery_webhook_deliveries_segments, 3,
     "delivery.webhook_deliveries", "delivery", "svc.delivery.webhook_deliveries", AUTH_KEY, NULL, true, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/webhooks/{id}/replay", delivery_webhook_replay_segments, 3,
     "delivery.webhook_replay", "delivery", "svc.delivery.webhook_replay", AUTH_KEY, NULL, true, NULL, NULL, 10000,
     200, BODY_JSON, true, 5, 1, true, false, false},
    {"POST", "/mails/stop", delivery_mail_stop_segments, 2,
     "delivery.mail_stop", "delivery", "svc.delivery.mail_stop", AUTH_PUBLIC, NULL, false, NULL, NULL, 5000,
     204, BODY_ONE_CLICK, true, 2, 1, false, false, false},
    {"GET", "/availability", event_availability_segments, 1,
     "event.availability", "event", "svc.event.availability", AUTH_KEY, "events:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/availability/find", event_availability_find_segments, 2,
     "event.availability_find", "event", "svc.event.availability_find", AUTH_KEY, "events:read", false, NULL, NULL, 5000,
     200, BODY_JSON, true, 340, 4, false, false, false},
    {"GET", "/events", event_list_segments, 1,
     "event.list", "event", "svc.event.list", AUTH_KEY, "events:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/events", event_create_segments, 1,
     "event.create", "event", "svc.event.create", AUTH_KEY, "events:write", false, "events:read", NULL, 5000,
     201, BODY_JSON, true, 8313, 32, true, false, true},
    {"POST", "/events/batch", event_batch_segments, 2,
     "event.batch", "event", "svc.event.batch", AUTH_KEY, "events:write", false, NULL, NULL, 20000,
     200, BODY_JSON, true, 8316003, 35, true, false, false},
    {"GET", "/events/{id}", event_get_segments, 2,
     "event.get", "event", "svc.event.get", AUTH_KEY, "events:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PUT", "/events/{id}", event_replace_segments, 2,
     "event.replace", "event", "svc.event.replace", AUTH_KEY, "events:write", false, "events:read", NULL, 5000,
     200, BODY_JSON, true, 8313, 32, false, true, true},
    {"PATCH", "/events/{id}", event_patch_segments, 2,
     "event.patch", "event", "svc.event.patch", AUTH_KEY, "events:write", false, "events:read", NULL, 5000,
     200, BODY_MERGE_PATCH, true, 8313, 32, false, true, true},
    {"DELETE", "/events/{id}", event_delete_segments, 2,
     "event.delete", "event", "svc.event.delete", AUTH_KEY, "events:write", false, "events:read", NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"POST", "/events/{id}/restore", event_restore_segments, 3,
     "event.restore", "event", "svc.event.restore", AUTH_KEY, "events:write", false, "events:read", NULL, 5000,
     200, BODY_NONE, false, 0, 0, true, false, true},
    {"GET", "/events/{id}/attendees", event_attendees_segments, 3,
     "event.attendees", "event", "svc.event.attendees", AUTH_KEY, "events:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/events/{id}/attendees", event_attendee_create_segments, 3,
     "event.attendee_create", "event", "svc.event.attendee_create", AUTH_KEY, "events:write", false, "events:read", NULL, 5000,
     201, BODY_JSON, true, 12, 1, true, false, true},
    {"GET", "/events/{id}/attendees/{attendee_id}", event_attendee_get_segments, 4,
     "event.attendee_get", "event", "svc.event.attendee_get", AUTH_KEY, "events:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PUT", "/events/{id}/attendees/{attendee_id}", event_attendee_replace_segments, 4,
     "event.attendee_replace", "event", "svc.event.attendee_replace", AUTH_KEY, "events:write", false, "events:read", NULL, 5000,
     200, BODY_JSON, true, 12, 1, false, true, true},
    {"PATCH", "/events/{id}/attendees/{attendee_id}", event_attendee_patch_segments, 4,
     "event.attendee_patch", "event", "svc.event.attendee_patch", AUTH_KEY, "events:write", false, "events:read", NULL, 5000,
     200, BODY_MERGE_PATCH, true, 12, 1, false, true, true},
    {"DELETE", "/events/{id}/attendees/{attendee_id}", event_attendee_delete_segments, 4,
     "event.attendee_delete", "event", "svc.event.attendee_delete", AUTH_KEY, "events:write", false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"GET", "/events/{id}/occurrences", event_occurrences_segments, 3,
     "event.occurrences", "event", "svc.event.occurrences", AUTH_KEY, "events:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"GET", "/public/{token}/events", event_public_list_segments, 3,
     "event.public_list", "event", "svc.event.public_list", AUTH_PUBLIC, NULL, false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"GET", "/tags", event_tags_segments, 1,
     "event.tags", "event", "svc.event.tags", AUTH_KEY, "events:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"GET", "/events/{id}/reminders", reminder_list_segments, 3,
     "reminder.list", "reminder", "svc.reminder.list", AUTH_KEY, "reminders:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"POST", "/events/{id}/reminders", reminder_create_segments, 3,
     "reminder.create", "reminder", "svc.reminder.create", AUTH_KEY, "reminders:write", false, "reminders:read", NULL, 5000,
     201, BODY_JSON, true, 17, 1, true, false, true},
    {"GET", "/events/{id}/reminders/{reminder_id}", reminder_get_segments, 4,
     "reminder.get", "reminder", "svc.reminder.get", AUTH_KEY, "reminders:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PATCH", "/events/{id}/reminders/{reminder_id}", reminder_patch_segments, 4,
     "reminder.patch", "reminder", "svc.reminder.patch", AUTH_KEY, "reminders:write", false, "reminders:read", NULL, 5000,
     200, BODY_MERGE_PATCH, true, 17, 1, false, true, true},
    {"DELETE", "/events/{id}/reminders/{reminder_id}", reminder_delete_segments, 4,
     "reminder.delete", "reminder", "svc.reminder.delete", AUTH_KEY, "reminders:write", false, NULL, NULL, 5000,
     204, BODY_NONE, false, 0, 0, false, true, false},
    {"GET", "/calendars/{id}/default-reminders", reminder_default_get_segments, 3,
     "reminder.default_get", "reminder", "svc.reminder.default_get", AUTH_KEY, "reminders:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PUT", "/calendars/{id}/default-reminders", reminder_default_replace_segments, 3,
     "reminder.default_replace", "reminder", "svc.reminder.default_replace", AUTH_KEY, "reminders:write", false, "reminders:read", NULL, 5000,
     200, BODY_JSON, true, 85, 3, false, true, true},
    {"GET", "/reminders", reminder_due_list_segments, 1,
     "reminder.due_list", "reminder", "svc.reminder.due_list", AUTH_KEY, "reminders:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"GET", "/reminders/quiet-hours", reminder_quiet_get_segments, 2,
     "reminder.quiet_get", "reminder", "svc.reminder.quiet_get", AUTH_KEY, "reminders:read", false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, true},
    {"PUT", "/reminders/quiet-hours", reminder_quiet_replace_segments, 2,
     "reminder.quiet_replace", "reminder", "svc.reminder.quiet_replace", AUTH_KEY, "reminders:write", false, "reminders:read", NULL, 5000,
     200, BODY_JSON, true, 5, 1, false, true, true},
    {"POST", "/reminders/{id}/snooze", reminder_snooze_segments, 3,
     "reminder.snooze", "reminder", "svc.reminder.snooze", AUTH_KEY, "reminders:write", false, "reminders:read", NULL, 5000,
     200, BODY_JSON, true, 3, 1, true, false, true},
    {"POST", "/reminders/{id}/dismiss", reminder_dismiss_segments, 3,
     "reminder.dismiss", "reminder", "svc.reminder.dismiss", AUTH_KEY, "reminders:write", false, NULL, NULL, 5000,
     204, BODY_JSON, true, 2, 1, true, false, false},
    {"GET", "/feed", feed_read_segments, 1,
     "feed.read", "feed", NULL, AUTH_KEY, NULL, false, NULL, NULL, 5000,
     200, BODY_NONE, false, 0, 0, false, false, false},
    {"GET", "/ws", feed_socket_segments, 1,
     "feed.socket", "feed", NULL, AUTH_KEY, NULL, false, NULL, NULL, 5000,
     101, BODY_NONE, false, 0, 0, false, false, false},
};
const unsigned route_count = 96;

const char *const route_services[] = {
    "auth",
    "calendar",
    "contact",
    "delivery",
    "event",
    "reminder",
};
const unsigned route_service_count = 6;
