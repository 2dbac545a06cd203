#include "services/delivery/noun.h"

#include "gen/bus/nouns.h"
#include "shared/base/must.h"

#include <string.h>

#define NOUN_ROW(service, noun, NOUN, scope, in_calendar) {noun, scope, in_calendar},
static const struct noun nouns[] = {NOUNS(NOUN_ROW)};
#undef NOUN_ROW

const struct noun *
noun_find(struct bytes name)
{
    for (size_t i = 0; i < ARRAY_LEN(nouns); i++)
        if (strlen(nouns[i].name) == name.len && memcmp(nouns[i].name, name.data, name.len) == 0)
            return &nouns[i];
    return NULL;
}

bool
noun_is_heard(const struct noun *noun, struct texts scopes)
{
    for (size_t i = 0; noun->scope != NULL && i < scopes.count; i++)
        if (strcmp(noun->scope, scopes.items[i]) == 0)
            return true;
    return false;
}
