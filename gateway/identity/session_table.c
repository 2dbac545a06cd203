/*
 * Slots in sets of WAYS: a session lies in the set that its id says.  A slot in use is also on two
 * lists, with all others whose user, or key, has the same hash; a session has no key, and is on one.
 *
 *   heads[owner][hash] -> slot <-> slot <-> ...
 *
 * Slots are counted from 1; 0 is the end of a list.
 */
#include "gateway/identity/session_table.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 16384, WAYS = 4, SLOTS = SETS * WAYS };

enum owner { OWNER_USER, OWNER_KEY, OWNERS };

struct link {
    uint32_t next, before;
};

/* Of fixed size on purpose, so that clients cannot make it grow. */
struct session_table {
    struct session slots[SLOTS + 1];
    struct link links[OWNERS][SLOTS + 1];
    uint32_t heads[OWNERS][SETS];
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
static uint32_t
hash_of(struct uuid id)
{
    return ((uint32_t)id.b[14] << 8 | id.b[15]) % SETS;
}

static uint32_t
first_slot(struct uuid id)
{
    return hash_of(id) * WAYS + 1;
}

/* ---------------------------------------------------------------- the lists */

static struct uuid
owner_of(const struct session *session, enum owner owner)
{
    return owner == OWNER_USER ? session->user_id : session->key_id;
}

static void
link_in(struct session_table *table, enum owner owner, uint32_t at)
{
    struct link *links = table->links[owner];
    struct uuid id = owner_of(&table->slots[at], owner);
    uint32_t *head = &table->heads[owner][hash_of(id)];

    if (uuid_is_nil(id))
        return;
    links[at] = (struct link){.next = *head};
    if (*head != 0)
        links[*head].before = at;
    *head = at;
}

static void
link_out(struct session_table *table, enum owner owner, uint32_t at)
{
    struct link *links = table->links[owner];
    struct uuid id = owner_of(&table->slots[at], owner);
    struct link of = links[at];

    if (uuid_is_nil(id))
        return;
    if (of.next != 0)
        links[of.next].before = of.before;
    if (of.before != 0)
        links[of.before].next = of.next;
    else
        table->heads[owner][hash_of(id)] = of.next;
}

static void
fill_slot(struct session_table *table, uint32_t at, const struct session *session)
{
    table->slots[at] = *session;
    link_in(table, OWNER_USER, at);
    link_in(table, OWNER_KEY, at);
}

static void
free_slot(struct session_table *table, uint32_t at)
{
    if (table->slots[at].until_ms == 0)
        return;
    link_out(table, OWNER_USER, at);
    link_out(table, OWNER_KEY, at);
    table->slots[at].until_ms = 0;
}

static size_t
drop_of(struct session_table *table, enum owner owner, struct uuid id)
{
    uint32_t next, at = table->heads[owner][hash_of(id)];
    size_t seen = 0;

    for (; at != 0; at = next, seen++) {
        next = table->links[owner][at].next;
        if (uuid_equal(owner_of(&table->slots[at], owner), id))
            free_slot(table, at);
    }
    return seen;
}

/* ---------------------------------------------------------------- finding and changing */

const struct session *
session_table_find(const struct session_table *table, struct uuid id, int64_t now_ms)
{
    const struct session *set = &table->slots[first_slot(id)];

    for (int i = 0; i < WAYS; i++)
        if (set[i].until_ms > now_ms && uuid_equal(set[i].id, id))
            return &set[i];
    return NULL;
}

void
session_table_put(struct session_table *table, const struct session *session)
{
    uint32_t at = first_slot(session->id) + table->turn[hash_of(session->id)]++ % WAYS;

    must(session->until_ms > 0);
    session_table_drop(table, session->id);
    free_slot(table, at);
    fill_slot(table, at, session);
    table->is_empty = false;
}

void
session_table_drop(struct session_table *table, struct uuid id)
{
    uint32_t at = first_slot(id);

    for (uint32_t end = at + WAYS; at < end; at++)
        if (uuid_equal(table->slots[at].id, id))
            free_slot(table, at);
}

size_t
session_table_drop_key(struct session_table *table, struct uuid key_id)
{
    return drop_of(table, OWNER_KEY, key_id);
}

size_t
session_table_drop_user(struct session_table *table, struct uuid user_id)
{
    return drop_of(table, OWNER_USER, user_id);
}

void
session_table_clear(struct session_table *table)
{
    if (!table->is_empty)
        memset(table, 0, sizeof *table);
    table->is_empty = true;
}
