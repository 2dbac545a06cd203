/* Made by tools/gen from schemas/openapi. Do not edit. */
/* clang-format off */
#ifndef GEN_BUS_SCOPES_H
#define GEN_BUS_SCOPES_H

/* X(noun): what the scopes of API keys are about; each has `noun:read` and `noun:write`. */
#define SCOPES(X) \
    X(calendars) \
    X(contacts) \
    X(events) \
    X(reminders) \
    X(bookings) \
    X(posts)

#endif
