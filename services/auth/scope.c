#include "services/auth/scope.h"

#include "gen/bus/scopes.h"
#include "shared/base/must.h"

#include <stddef.h>
#include <string.h>

enum { RIGHTS = 2 };

static const struct {
    const char *noun;
    size_t offset;
} nouns[] = {
#define ROW(noun) {#noun, offsetof(struct api_key_scopes, noun)},
    SCOPES(ROW)
#undef ROW
};

struct texts
scope_list(struct arena *a, const struct api_key_scopes *scopes)
{
    const char **list = arena_array(a, const char *, ARRAY_LEN(nouns) * RIGHTS);
    size_t count = 0;

    for (size_t i = 0; i < ARRAY_LEN(nouns); i++) {
        const struct texts *rights = (const void *)((const char *)scopes + nouns[i].offset);

        must(rights->count <= RIGHTS);
        for (size_t r = 0; r < rights->count; r++)
            list[count++] = arena_printf(a, "%s:%s", nouns[i].noun, rights->items[r]);
    }
    return (struct texts){list, count};
}

static struct texts
rights_of(struct arena *a, const char *noun, struct texts list)
{
    const char **rights = arena_array(a, const char *, list.count + 1);
    size_t len = strlen(noun), count = 0;

    for (size_t i = 0; i < list.count; i++)
        if (strncmp(list.items[i], noun, len) == 0 && list.items[i][len] == ':')
            rights[count++] = list.items[i] + len + 1;
    return (struct texts){rights, count};
}

struct api_key_scopes
scope_table(struct arena *a, struct texts list)
{
    struct api_key_scopes scopes;

    for (size_t i = 0; i < ARRAY_LEN(nouns); i++)
        *(struct texts *)(void *)((char *)&scopes + nouns[i].offset) =
            rights_of(a, nouns[i].noun, list);
    return scopes;
}
