#include "gateway/identity/scopes.h"
#include "shared/base/must.h"

#include <string.h>

#define BOTH(noun) #noun ":read", #noun ":write",
static const char *const names[] = {SCOPES(BOTH)};
_Static_assert(ARRAY_LEN(names) <= 32, "there are more scopes than bits");

uint32_t
scope_bit(struct bytes name)
{
    for (unsigned i = 0; i < ARRAY_LEN(names); i++)
        if (strlen(names[i]) == name.len && memcmp(names[i], name.data, name.len) == 0)
            return 1u << i;
    return 0;
}

struct texts
scope_names(uint32_t scopes, const char *room[SCOPES_MOST])
{
    size_t count = 0;

    for (unsigned i = 0; i < ARRAY_LEN(names); i++)
        if ((scopes & 1u << i) != 0)
            room[count++] = names[i];
    return (struct texts){room, count};
}
