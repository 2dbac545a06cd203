/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_BUS_NOUNS_H
#define GEN_BUS_NOUNS_H

/* X(service, noun, scope): who tells of what, and the scope a key needs to hear it; NULL: no key does. */
#define NOUNS(X) \
    X("auth", "user", NULL) \
    X("auth", "api_key", NULL) \
    X("calendar", "calendar", "calendars:read") \
    X("event", "event", "events:read") \
    X("contact", "contact", "contacts:read")

#endif
