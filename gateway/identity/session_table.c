#include "gateway/identity/session_table.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 16384, WAYS = 4 };

/* Of fixed size on purpose, so that clients cannot make it grow. */
struct session_table {
    struct session sets[SETS][WAYS];
    uint8_t turn[SETS];
    bool is_empty; /* clearing an empty table again is nothing */
};

struct session_table *
session_table_new(void)
{
    struct session_table *table = calloc(1, sizeof *table);

    must(table != NULL);
    return table;
}

void
session_table_destroy(struct session_table **table)
{
    free(*table);
    *table = NULL;
}

/* The end of a version 7 UUID is random, its beginning the time; of a digest all is random. */
static size_t
set_of(struct uuid id)
{
    return ((size_t)id.b[14] << 8 | id.b[15]) % SETS;
}

const struct session *
session_table_find(const struct session_table *table, struct uuid id, int64_t now_ms)
{
    const struct session *set = table->sets[set_of(id)];

    for (int i = 0; i < WAYS; i++)
        if (set[i].until_ms > now_ms && uuid_equal(set[i].id, id))
            return &set[i];
    return NULL;
}

void
session_table_put(struct session_table *table, const struct session *session)
{
    size_t at = set_of(session->id);

    session_table_drop(table, session->id);
    table->sets[at][table->turn[at]++ % WAYS] = *session;
    table->is_empty = false;
}

void
session_table_drop(struct session_table *table, struct uuid id)
{
    struct session *set = table->sets[set_of(id)];

    for (int i = 0; i < WAYS; i++)
        if (uuid_equal(set[i].id, id))
            set[i].until_ms = 0;
}

void
session_table_drop_key(struct session_table *table, struct uuid key_id)
{
    for (size_t i = 0; i < SETS; i++)
        for (int way = 0; way < WAYS; way++)
            if (uuid_equal(table->sets[i][way].key_id, key_id))
                table->sets[i][way].until_ms = 0;
}

void
session_table_drop_user(struct session_table *table, struct uuid user_id)
{
    for (size_t i = 0; i < SETS; i++)
        for (int way = 0; way < WAYS; way++)
            if (uuid_equal(table->sets[i][way].user_id, user_id))
                table->sets[i][way].until_ms = 0;
}

void
session_table_clear(struct session_table *table)
{
    if (!table->is_empty)
        memset(table->sets, 0, sizeof table->sets);
    table->is_empty = true;
}
