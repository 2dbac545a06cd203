/* Made by tools/gen from schemas/openapi. Do not edit. */
/* clang-format off */
#ifndef GEN_BUS_CONSUMERS_H
#define GEN_BUS_CONSUMERS_H

/* X(service, name, hears): one durable push consumer each of the stream EVENTS. */
#define CONSUMERS(X) \
    X(calendar, users, "evt.auth.user.>") \
    X(contact, users, "evt.auth.user.>") \
    X(delivery, users, "evt.auth.user.>") \
    X(delivery, owners, "evt.auth.user.>") \
    X(delivery, account_mails, "evt.auth.account_mail.>") \
    X(delivery, api_keys, "evt.auth.api_key.>") \
    X(event, calendars, "evt.calendar.calendar.>") \
    X(event, users, "evt.auth.user.>") \
    X(reminder, events, "evt.event.event.>") \
    X(reminder, calendars, "evt.calendar.calendar.>") \
    X(reminder, users, "evt.auth.user.>")

#endif
