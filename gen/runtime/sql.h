/* Made by tools/gen from shared/actor/runtime.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_RUNTIME_SQL_H
#define GEN_RUNTIME_SQL_H

#include "shared/db/db.h"
#include "shared/base/bytes.h"

/* A message is told once (announce_id). */
struct sql_outbox_insert {
    struct uuid id;
    const char *type;
    const char *subject;
    struct uuid object_id;
    bool has_version;
    int64_t version;
    const char *payload;
    struct uuids audience;
};
enum err sql_outbox_insert(struct request *rq, const struct sql_outbox_insert *q, int64_t *affected) __attribute__((warn_unused_result));

/* Row by row of the arrays, in their order; of the version 0 is none. The audience of a row are
 * the members from its first to its last. */
struct sql_outbox_insert_all {
    struct uuids members;
    struct uuids ids;
    struct texts types;
    struct texts subjects;
    struct uuids object_ids;
    struct int64s versions;
    struct texts payloads;
    struct int64s firsts;
    struct int64s lasts;
};
enum err sql_outbox_insert_all(struct request *rq, const struct sql_outbox_insert_all *q, int64_t *affected) __attribute__((warn_unused_result));

/* What the relay publishes next. */
struct sql_outbox_unsent_row {
    int64_t seq;
    struct uuid id;
    const char *type;
    const char *subject;
    struct uuid object_id;
    const char *payload;
    struct uuids audience;
    bool again;
};
struct sql_outbox_unsent {
    int64_t most;
};
enum err sql_outbox_unsent(struct request *rq, const struct sql_outbox_unsent *q, struct sql_outbox_unsent_row **rows, size_t *count) __attribute__((warn_unused_result));

/* By id, never by a range of seq: a transaction that took a lower seq may commit later. */
struct sql_outbox_mark {
    struct uuids ids;
};
enum err sql_outbox_mark(struct request *rq, const struct sql_outbox_mark *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_relay_server_row {
    const char *id;
};
enum err sql_relay_server(struct request *rq, struct sql_relay_server_row *row) __attribute__((warn_unused_result));

/* The bus may have lost what it acknowledged but had not yet written to disk when it went away,
 * which may be long ago. */
struct sql_outbox_again {
    const char *server;
};
enum err sql_outbox_again(struct request *rq, const struct sql_outbox_again *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_outbox_seq_row {
    int64_t seq;
};
struct sql_outbox_seq {
    struct uuid id;
};
enum err sql_outbox_seq(struct request *rq, const struct sql_outbox_seq *q, struct sql_outbox_seq_row *row) __attribute__((warn_unused_result));

/* How much waits to be published, counted no further than it matters, and for how long the first
 * has. */
struct sql_outbox_waiting_row {
    int64_t number;
    int64_t bytes;
    int64_t oldest_ms;
};
struct sql_outbox_waiting {
    int64_t most;
};
enum err sql_outbox_waiting(struct request *rq, const struct sql_outbox_waiting *q, struct sql_outbox_waiting_row *row) __attribute__((warn_unused_result));

/* Of the oldest that are published those of a day ago, and those before the last minutes that
 * have so many bytes. By row address; what is to be sent again meanwhile stays. */
struct sql_outbox_purge {
    int64_t most_bytes;
};
enum err sql_outbox_purge(struct request *rq, const struct sql_outbox_purge *q, int64_t *affected) __attribute__((warn_unused_result));

enum err sql_outbox_published_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

/* Held by the connection until unlead, or until the connection ends. */
struct sql_lead_row {
    bool leads;
};
struct sql_lead {
    int64_t key;
};
enum err sql_lead(struct request *rq, const struct sql_lead *q, struct sql_lead_row *row) __attribute__((warn_unused_result));

/* A process that stands still loses its connection, and with it the lock. */
struct sql_relay_lead_row {
    bool leads;
};
struct sql_relay_lead {
    int64_t key;
};
enum err sql_relay_lead(struct request *rq, const struct sql_relay_lead *q, struct sql_relay_lead_row *row) __attribute__((warn_unused_result));

struct sql_unlead_row {
    bool led;
};
struct sql_unlead {
    int64_t key;
};
enum err sql_unlead(struct request *rq, const struct sql_unlead *q, struct sql_unlead_row *row) __attribute__((warn_unused_result));

/* An answer older than a day counts as none and makes room for the next one. */
struct sql_idempotency_find_row {
    struct bytes input;
    struct bytes answer;
};
struct sql_idempotency_find {
    struct bytes key;
};
enum err sql_idempotency_find(struct request *rq, const struct sql_idempotency_find *q, struct sql_idempotency_find_row *row) __attribute__((warn_unused_result));

/* Waits for a transaction that is storing the same key, then fails as a conflict. */
struct sql_idempotency_insert {
    struct bytes key;
    struct bytes input;
    struct bytes answer;
};
enum err sql_idempotency_insert(struct request *rq, const struct sql_idempotency_insert *q, int64_t *affected) __attribute__((warn_unused_result));

/* By row address: a join on the key would read the whole table. */
enum err sql_idempotency_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

/* No row affected: this consumer has applied the event before. */
struct sql_consumed_insert {
    const char *consumer;
    struct uuid event_id;
};
enum err sql_consumed_insert(struct request *rq, const struct sql_consumed_insert *q, int64_t *affected) __attribute__((warn_unused_result));

enum err sql_consumed_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

struct sql_consume_begin_row {
    int64_t processes;
};
struct sql_consume_begin {
    const char *consumer;
    struct uuid event_id;
    struct uuid process;
};
enum err sql_consume_begin(struct request *rq, const struct sql_consume_begin *q, struct sql_consume_begin_row *row) __attribute__((warn_unused_result));

struct sql_consume_end {
    const char *consumer;
    struct uuid event_id;
};
enum err sql_consume_end(struct request *rq, const struct sql_consume_end *q, int64_t *affected) __attribute__((warn_unused_result));

enum err sql_consume_attempts_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

struct sql_position_get_row {
    int64_t xid;
    struct uuid id;
};
struct sql_position_get {
    const char *consumer;
};
enum err sql_position_get(struct request *rq, const struct sql_position_get *q, struct sql_position_get_row *row) __attribute__((warn_unused_result));

/* Never back: two processes may have read the same page. */
struct sql_position_set {
    const char *consumer;
    int64_t xid;
    struct uuid id;
};
enum err sql_position_set(struct request *rq, const struct sql_position_set *q, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements runtime_sql;

#endif
