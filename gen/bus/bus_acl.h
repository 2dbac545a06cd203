/* Made by tools/gen from schemas/openapi. Do not edit. */
/* clang-format off */
#ifndef GEN_BUS_BUS_ACL_H
#define GEN_BUS_BUS_ACL_H

/* X(process, subject): the process may ask on the subject. */
#define BUS_MAY_ASK(X) \
    X("gateway", "svc.auth.register") \
    X("gateway", "svc.auth.login") \
    X("gateway", "svc.auth.refresh") \
    X("gateway", "svc.auth.logout") \
    X("gateway", "svc.auth.logout_all") \
    X("gateway", "svc.auth.password") \
    X("gateway", "svc.auth.verify_email") \
    X("gateway", "svc.auth.verify_email_resend") \
    X("gateway", "svc.auth.forgot_password") \
    X("gateway", "svc.auth.reset_password") \
    X("gateway", "svc.auth.change_email_confirm") \
    X("gateway", "svc.auth.change_email_refuse") \
    X("gateway", "svc.auth.change_email_cancel") \
    X("gateway", "svc.auth.me") \
    X("gateway", "svc.auth.user_get") \
    X("gateway", "svc.auth.user_replace") \
    X("gateway", "svc.auth.user_patch") \
    X("gateway", "svc.auth.user_delete") \
    X("gateway", "svc.auth.audit_list") \
    X("gateway", "svc.auth.api_key_list") \
    X("gateway", "svc.auth.api_key_create") \
    X("gateway", "svc.auth.api_key_get") \
    X("gateway", "svc.auth.api_key_patch") \
    X("gateway", "svc.auth.api_key_revoke") \
    X("gateway", "svc.auth.agent_create") \
    X("gateway", "svc.auth.ticket_create") \
    X("gateway", "svc.auth.jwks") \
    X("gateway", "svc.calendar.list") \
    X("gateway", "svc.calendar.create") \
    X("gateway", "svc.calendar.get") \
    X("gateway", "svc.calendar.replace") \
    X("gateway", "svc.calendar.patch") \
    X("gateway", "svc.calendar.delete") \
    X("gateway", "svc.calendar.share") \
    X("gateway", "svc.calendar.member_list") \
    X("gateway", "svc.calendar.member_get") \
    X("gateway", "svc.calendar.member_patch") \
    X("gateway", "svc.calendar.member_remove") \
    X("gateway", "svc.calendar.display_get") \
    X("gateway", "svc.calendar.display_replace") \
    X("gateway", "svc.calendar.public_token") \
    X("gateway", "svc.calendar.public_get") \
    X("gateway", "svc.calendar.transfer_get") \
    X("gateway", "svc.calendar.transfer") \
    X("gateway", "svc.calendar.transfer_withdraw") \
    X("gateway", "svc.calendar.transfer_accept") \
    X("gateway", "svc.calendar.transfer_decline") \
    X("gateway", "svc.contact.list") \
    X("gateway", "svc.contact.create") \
    X("gateway", "svc.contact.get") \
    X("gateway", "svc.contact.replace") \
    X("gateway", "svc.contact.patch") \
    X("gateway", "svc.contact.delete") \
    X("gateway", "svc.delivery.webhook_list") \
    X("gateway", "svc.delivery.webhook_create") \
    X("gateway", "svc.delivery.webhook_get") \
    X("gateway", "svc.delivery.webhook_patch") \
    X("gateway", "svc.delivery.webhook_delete") \
    X("gateway", "svc.delivery.webhook_rotate_secret") \
    X("gateway", "svc.delivery.webhook_test") \
    X("gateway", "svc.delivery.webhook_deliveries") \
    X("gateway", "svc.delivery.webhook_replay") \
    X("gateway", "svc.delivery.mail_stop") \
    X("gateway", "svc.event.availability") \
    X("gateway", "svc.event.availability_find") \
    X("gateway", "svc.event.list") \
    X("gateway", "svc.event.create") \
    X("gateway", "svc.event.batch") \
    X("gateway", "svc.event.get") \
    X("gateway", "svc.event.replace") \
    X("gateway", "svc.event.patch") \
    X("gateway", "svc.event.delete") \
    X("gateway", "svc.event.restore") \
    X("gateway", "svc.event.attendees") \
    X("gateway", "svc.event.attendee_create") \
    X("gateway", "svc.event.attendee_get") \
    X("gateway", "svc.event.attendee_replace") \
    X("gateway", "svc.event.attendee_patch") \
    X("gateway", "svc.event.attendee_delete") \
    X("gateway", "svc.event.occurrences") \
    X("gateway", "svc.event.public_list") \
    X("gateway", "svc.event.tags") \
    X("gateway", "svc.reminder.list") \
    X("gateway", "svc.reminder.create") \
    X("gateway", "svc.reminder.get") \
    X("gateway", "svc.reminder.patch") \
    X("gateway", "svc.reminder.delete") \
    X("gateway", "svc.reminder.default_get") \
    X("gateway", "svc.reminder.default_replace") \
    X("gateway", "svc.reminder.due_list") \
    X("gateway", "svc.reminder.quiet_get") \
    X("gateway", "svc.reminder.quiet_replace") \
    X("gateway", "svc.reminder.snooze") \
    X("gateway", "svc.reminder.dismiss") \
    X("gateway", "svc.auth.health") \
    X("gateway", "svc.calendar.health") \
    X("gateway", "svc.contact.health") \
    X("gateway", "svc.delivery.health") \
    X("gateway", "svc.event.health") \
    X("gateway", "svc.reminder.health") \
    X("delivery", "svc.auth.mail_contents") \
    X("delivery", "svc.auth.mail_recipient") \
    X("delivery", "svc.auth.account_mails") \
    X("calendar", "svc.auth.departures") \
    X("contact", "svc.auth.departures") \
    X("delivery", "svc.auth.departures") \
    X("event", "svc.auth.departures") \
    X("reminder", "svc.auth.departures") \
    X("delivery", "svc.auth.users_standing") \
    X("reminder", "svc.auth.users_standing") \
    X("delivery", "svc.auth.api_keys_standing") \
    X("calendar", "svc.auth.users_lookup") \
    X("event", "svc.auth.users_lookup") \
    X("gateway", "svc.auth.keys") \
    X("gateway", "svc.auth.session") \
    X("gateway", "svc.auth.api_key") \
    X("gateway", "svc.auth.ticket_use") \
    X("admin", "svc.auth.user_activate") \
    X("auth", "svc.auth.agent_settle") \
    X("event", "svc.calendar.access_changes") \
    X("reminder", "svc.calendar.access_changes") \
    X("admin", "svc.delivery.undelivered") \
    X("admin", "svc.delivery.retry") \
    X("admin", "svc.delivery.retry_one") \
    X("calendar", "svc.event.access_apply") \
    X("reminder", "svc.event.course") \
    X("reminder", "svc.event.courses") \
    X("reminder", "svc.event.changes") \
    X("reminder", "svc.event.calendar_events") \
    X("reminder", "svc.event.occurrences_check")

/* X(service, process): the service answers the process's asks, into its inbox. */
#define BUS_ANSWERS(X) \
    X("auth", "admin") \
    X("auth", "auth") \
    X("auth", "calendar") \
    X("auth", "contact") \
    X("auth", "delivery") \
    X("auth", "event") \
    X("auth", "gateway") \
    X("auth", "reminder") \
    X("calendar", "event") \
    X("calendar", "gateway") \
    X("calendar", "reminder") \
    X("contact", "gateway") \
    X("delivery", "admin") \
    X("delivery", "gateway") \
    X("event", "calendar") \
    X("event", "gateway") \
    X("event", "reminder") \
    X("reminder", "gateway")

/* X(service): every service. */
#define BUS_SERVICES(X) \
    X("auth") \
    X("calendar") \
    X("contact") \
    X("delivery") \
    X("event") \
    X("reminder")

#endif
