/* Made by tools/gen from services/delivery/delivery.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_SQL_H
#define GEN_DELIVERY_SQL_H

#include "gen/delivery/api.h"
#include "shared/db/db.h"
#include "shared/base/bytes.h"

/* `only_key_id`: those of that key alone, for a key. */
struct sql_webhook_page {
    struct uuid user_id;
    struct uuid after_id;
    bool has_only_key_id;
    struct uuid only_key_id;
    int64_t rows;
};
enum err sql_webhook_page(struct request *rq, const struct sql_webhook_page *q, struct webhook **rows, size_t *count) __attribute__((warn_unused_result));

/* Held until the transaction ends, so that two at once do not both get the last place. */
struct sql_webhooks_of_user_row {
    bool held;
};
struct sql_webhooks_of_user {
    struct uuid user_id;
};
enum err sql_webhooks_of_user(struct request *rq, const struct sql_webhooks_of_user *q, struct sql_webhooks_of_user_row *row) __attribute__((warn_unused_result));

struct sql_webhooks_count_row {
    int64_t number;
};
struct sql_webhooks_count {
    struct uuid user_id;
};
enum err sql_webhooks_count(struct request *rq, const struct sql_webhooks_count *q, struct sql_webhooks_count_row *row) __attribute__((warn_unused_result));

struct sql_webhook_insert {
    const struct webhook *webhook;
    struct uuid id;
    struct uuid user_id;
    bool has_key_id;
    struct uuid key_id;
    struct texts key_scopes;
    struct bytes secret;
    struct instant now;
};
enum err sql_webhook_insert(struct request *rq, const struct sql_webhook_insert *q, struct webhook *row) __attribute__((warn_unused_result));

struct sql_webhook_find {
    struct uuid id;
    struct uuid user_id;
    bool has_only_key_id;
    struct uuid only_key_id;
};
enum err sql_webhook_find(struct request *rq, const struct sql_webhook_find *q, struct webhook *row) __attribute__((warn_unused_result));

struct sql_webhook_stored {
    struct webhook webhook;
    struct uuid user_id;
    struct texts key_scopes;
};
struct sql_webhook_lock {
    struct uuid id;
    struct uuid user_id;
    bool has_only_key_id;
    struct uuid only_key_id;
};
enum err sql_webhook_lock(struct request *rq, const struct sql_webhook_lock *q, struct sql_webhook_stored *row) __attribute__((warn_unused_result));

/* What its owner makes active begins anew. */
struct sql_webhook_update {
    const struct webhook *webhook;
    struct instant now;
};
enum err sql_webhook_update(struct request *rq, const struct sql_webhook_update *q, struct webhook *row) __attribute__((warn_unused_result));

struct sql_webhook_rotate {
    struct instant former_until;
    struct bytes secret;
    struct instant now;
    struct uuid id;
};
enum err sql_webhook_rotate(struct request *rq, const struct sql_webhook_rotate *q, struct webhook *row) __attribute__((warn_unused_result));

struct sql_webhook_delete {
    struct instant now;
    struct uuid id;
};
enum err sql_webhook_delete(struct request *rq, const struct sql_webhook_delete *q, struct webhook *row) __attribute__((warn_unused_result));

/* A batch of the webhooks of an account that is gone. */
struct sql_webhook_delete_owned {
    struct instant now;
    struct uuid user_id;
    int64_t rows;
};
enum err sql_webhook_delete_owned(struct request *rq, const struct sql_webhook_delete_owned *q, struct webhook **rows, size_t *count) __attribute__((warn_unused_result));

/* Those that know no more of the key than its version `version` says. */
struct sql_webhooks_of_key {
    struct uuid key_id;
    int64_t version;
};
enum err sql_webhooks_of_key(struct request *rq, const struct sql_webhooks_of_key *q, struct sql_webhook_stored **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_webhooks_key_note {
    int64_t version;
    struct texts key_scopes;
    struct uuid key_id;
};
enum err sql_webhooks_key_note(struct request *rq, const struct sql_webhooks_key_note *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_webhook_narrow {
    struct texts nouns;
    const char *state;
    const char *reason;
    struct instant now;
    struct uuid id;
};
enum err sql_webhook_narrow(struct request *rq, const struct sql_webhook_narrow *q, struct webhook *row) __attribute__((warn_unused_result));

/* Keys that have webhooks, some of them several times. */
struct sql_webhook_keys_row {
    bool has_key_id;
    struct uuid key_id;
};
struct sql_webhook_keys {
    struct uuid after_id;
    int64_t rows;
};
enum err sql_webhook_keys(struct request *rq, const struct sql_webhook_keys *q, struct sql_webhook_keys_row **rows, size_t *count) __attribute__((warn_unused_result));

/* What was deleted before. */
struct sql_webhook_purge {
    struct instant before;
};
enum err sql_webhook_purge(struct request *rq, const struct sql_webhook_purge *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_delivery_departed_note {
    struct uuid owner_id;
    struct instant now;
};
enum err sql_delivery_departed_note(struct request *rq, const struct sql_delivery_departed_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* Accounts that are gone and still own something. */
struct sql_delivery_departed_owners_row {
    struct uuid owner_id;
};
enum err sql_delivery_departed_owners(struct request *rq, struct sql_delivery_departed_owners_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_delivery_departed_purge {
    struct instant before;
};
enum err sql_delivery_departed_purge(struct request *rq, const struct sql_delivery_departed_purge *q, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements delivery_sql;

#endif
