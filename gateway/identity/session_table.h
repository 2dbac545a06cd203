/*
 * session_table - the memory of sessions.c: sessions and API keys that auth said stand.
 *
 * A table of fixed size in sets of four; a full set gives up an entry, which is asked for again.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_IDENTITY_SESSION_TABLE_H
#define GATEWAY_IDENTITY_SESSION_TABLE_H

#include "gateway/http/asker.h"

struct session {
    struct uuid id; /* the asker's proof */
    struct uuid user_id;
    struct uuid key_id; /* nil: a session */
    int64_t until_ms;   /* monotonic, above 0; in the table 0: free */
    uint32_t scopes;
    bool until_is_end; /* the API key's */
    char zone[ZONE_TEXT];
};

struct session_table;

struct session_table *session_table_new(void);
void session_table_destroy(struct session_table **table);

/* NULL when there is none that holds. */
const struct session *session_table_find(const struct session_table *table, struct uuid id,
                                         int64_t now_ms);
void session_table_put(struct session_table *table, const struct session *session);
void session_table_drop(struct session_table *table, struct uuid id);

/*
 * All that a key, or a user, has.  Returns how many slots were looked at: those whose owner's id
 * has the same hash, and no others.
 */
size_t session_table_drop_key(struct session_table *table, struct uuid key_id);
size_t session_table_drop_user(struct session_table *table, struct uuid user_id);

void session_table_clear(struct session_table *table);

#endif
