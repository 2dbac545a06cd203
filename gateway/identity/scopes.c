#include "gateway/identity/scopes.h"

#include <string.h>

static const char *const names[] = {
    "calendars:read", "calendars:write", "events:read",   "events:write",
    "contacts:read",  "contacts:write",  "bookings:read", "bookings:write",
    "reminders:read", "reminders:write", "posts:read",    "posts:write",
};

uint32_t
scope_bit(struct bytes name)
{
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == name.len && memcmp(names[i], name.data, name.len) == 0)
            return 1u << i;
    return 0;
}
