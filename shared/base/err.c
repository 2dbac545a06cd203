#include "shared/base/err.h"

#include <string.h>

static const struct {
    const char *code, *meaning;
    int status;
    bool again;
} table[] = {{"ok", "", 0, false},
#define X(name, code, status, again, meaning) {code, meaning, status, again},
             ERR_TABLE(X)
#undef X
};

const char *
err_code(enum err err)
{
    return table[err].code;
}

int
err_status(enum err err)
{
    return table[err].status;
}

bool
err_again(enum err err)
{
    return table[err].again;
}

const char *
err_meaning(enum err err)
{
    return table[err].meaning;
}

enum err
err_from_code(const char *code, unsigned len)
{
    for (int i = 1; i < ERR_COUNT; i++)
        if (strlen(table[i].code) == len && memcmp(table[i].code, code, len) == 0)
            return (enum err)i;
    return ERR_BUG;
}
