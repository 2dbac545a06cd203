/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_BUS_NOUNS_H
#define GEN_BUS_NOUNS_H

/*
 * X(service, noun, NOUN, scope, in_calendar): who tells users of what; the scope that a key needs to hear of it, NULL: no key
 * does; whether its objects have a calendar_id.
 */
#define NOUNS(X) \
    X("auth", "user", USER, NULL, false) \
    X("auth", "api_key", API_KEY, NULL, false) \
    X("calendar", "calendar", CALENDAR, "calendars:read", false) \
    X("calendar", "calendar_display", CALENDAR_DISPLAY, "calendars:read", true) \
    X("event", "event", EVENT, "events:read", true) \
    X("event", "attendee", ATTENDEE, "events:read", true) \
    X("contact", "contact", CONTACT, "contacts:read", false) \
    X("delivery", "webhook", WEBHOOK, NULL, false) \
    X("reminder", "reminder", REMINDER, "reminders:read", false) \
    X("reminder", "quiet_hours", QUIET_HOURS, "reminders:read", false) \
    X("reminder", "default_reminders", DEFAULT_REMINDERS, "reminders:read", false)

/* The same for the client's eyes. */
#define NOUNS_TEXT "user, api_key, calendar, calendar_display, event, attendee, contact, webhook, reminder, quiet_hours, default_reminders"
#define NOUNS_SCOPES_TEXT "calendars:read, events:read, contacts:read or reminders:read"

#endif
