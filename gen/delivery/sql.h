/* Made by tools/gen from services/delivery/delivery.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_SQL_H
#define GEN_DELIVERY_SQL_H

#include "gen/delivery/api.h"
#include "shared/db/db.h"
#include "shared/base/bytes.h"

/* A number, and whether nobody else has it. */
struct sql_delivery_worker_lock_row {
    int64_t number;
    bool mine;
};
struct sql_delivery_worker_lock {
    int64_t class;
};
enum err sql_delivery_worker_lock(struct request *rq, const struct sql_delivery_worker_lock *q, struct sql_delivery_worker_lock_row *row) __attribute__((warn_unused_result));

struct sql_delivery_worker_add {
    int64_t number;
    struct instant now;
};
enum err sql_delivery_worker_add(struct request *rq, const struct sql_delivery_worker_add *q, int64_t *affected) __attribute__((warn_unused_result));

/* Each worker, and whether it lives. */
struct sql_delivery_workers_row {
    int64_t number;
    bool lives;
};
struct sql_delivery_workers {
    int64_t class;
};
enum err sql_delivery_workers(struct request *rq, const struct sql_delivery_workers *q, struct sql_delivery_workers_row **rows, size_t *count) __attribute__((warn_unused_result));

/* What a dead worker had. Its first death costs no time; what has ended several processes waits
 * longer each time, and is set aside in the end. */
struct sql_delivery_give_back_row {
    const char *channel;
    bool sending;
    const char *state;
};
struct sql_delivery_give_back {
    struct instant now;
    int64_t deaths;
    int64_t worker;
};
enum err sql_delivery_give_back(struct request *rq, const struct sql_delivery_give_back *q, struct sql_delivery_give_back_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_delivery_worker_gone {
    int64_t number;
};
enum err sql_delivery_worker_gone(struct request *rq, const struct sql_delivery_worker_gone *q, int64_t *affected) __attribute__((warn_unused_result));

/* What is due and nobody has, the oldest first. */
struct sql_delivery_claim_row {
    struct uuid id;
    const char *channel;
    const char *kind;
    const char *owner;
    bool has_webhook_id;
    struct uuid webhook_id;
    bool has_user_id;
    struct uuid user_id;
    const char *address;
    struct bytes body;
    int64_t attempts;
    int64_t unknown;
    struct instant created_at;
    bool has_first_at;
    struct instant first_at;
};
struct sql_delivery_claim {
    int64_t worker;
    struct instant now;
    int64_t rows;
};
enum err sql_delivery_claim(struct request *rq, const struct sql_delivery_claim *q, struct sql_delivery_claim_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_delivery_next_due_row {
    struct instant due_at;
};
enum err sql_delivery_next_due(struct request *rq, struct sql_delivery_next_due_row *row) __attribute__((warn_unused_result));

/* Said before it is handed over, so that whoever finds it with a dead worker knows that the
 * outcome is unknown. */
struct sql_delivery_sending {
    struct uuid id;
    int64_t worker;
};
enum err sql_delivery_sending(struct request *rq, const struct sql_delivery_sending *q, int64_t *affected) __attribute__((warn_unused_result));

/* What became of attempts. That something was sent counts whoever has the row now. `waits` are
 * microseconds from now. */
struct sql_delivery_results_row {
    struct uuid id;
};
struct sql_delivery_results {
    struct instant now;
    struct uuids ids;
    struct texts states;
    struct int64s waits;
    struct int64s attempts;
    struct int64s unknowns;
    struct int64s responses;
    struct int64s took;
    struct texts whys;
    int64_t worker;
};
enum err sql_delivery_results(struct request *rq, const struct sql_delivery_results *q, struct sql_delivery_results_row **rows, size_t *count) __attribute__((warn_unused_result));

/* What else is due for a receiver that does not keep up. */
struct sql_delivery_put_off {
    struct instant until;
    struct uuid webhook_id;
};
enum err sql_delivery_put_off(struct request *rq, const struct sql_delivery_put_off *q, int64_t *affected) __attribute__((warn_unused_result));

/* Of each channel, counted no further than `:most`, and since when the oldest waits. */
struct sql_delivery_waiting_row {
    const char *channel;
    int64_t waiting;
    bool has_oldest;
    struct instant oldest;
    int64_t set_aside;
};
struct sql_delivery_waiting {
    int64_t most;
};
enum err sql_delivery_waiting(struct request *rq, const struct sql_delivery_waiting *q, struct sql_delivery_waiting_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Heard again, it is there already. */
struct sql_delivery_mail_insert {
    struct uuid id;
    const char *kind;
    const char *owner;
    struct uuid user_id;
    const char *address;
    struct instant now;
};
enum err sql_delivery_mail_insert(struct request *rq, const struct sql_delivery_mail_insert *q, int64_t *affected) __attribute__((warn_unused_result));

/* Bodies go after 7 days. */
struct sql_delivery_bodies_purge {
    struct instant now;
};
enum err sql_delivery_bodies_purge(struct request *rq, const struct sql_delivery_bodies_purge *q, int64_t *affected) __attribute__((warn_unused_result));

/* After 30 days all of it goes, and the address with it. */
struct sql_delivery_purge {
    struct instant now;
};
enum err sql_delivery_purge(struct request *rq, const struct sql_delivery_purge *q, int64_t *affected) __attribute__((warn_unused_result));

/* A batch of the deliveries of an account that is gone: nothing more is sent, and neither
 * address nor body stays. */
struct sql_delivery_cancel_owned {
    struct instant now;
    struct uuid user_id;
    int64_t rows;
};
enum err sql_delivery_cancel_owned(struct request *rq, const struct sql_delivery_cancel_owned *q, int64_t *affected) __attribute__((warn_unused_result));

/* A batch of what was set aside begins anew. */
struct sql_delivery_retry {
    struct instant now;
    const char *channel;
};
enum err sql_delivery_retry(struct request *rq, const struct sql_delivery_retry *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_delivery_departed_note {
    struct uuid owner_id;
    struct instant now;
};
enum err sql_delivery_departed_note(struct request *rq, const struct sql_delivery_departed_note *q, int64_t *affected) __attribute__((warn_unused_result));

/* Accounts that are gone and still have something. */
struct sql_delivery_departed_owners_row {
    struct uuid owner_id;
};
enum err sql_delivery_departed_owners(struct request *rq, struct sql_delivery_departed_owners_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_delivery_departed_purge {
    struct instant now;
};
enum err sql_delivery_departed_purge(struct request *rq, const struct sql_delivery_departed_purge *q, int64_t *affected) __attribute__((warn_unused_result));

/* Locks them, in their order, and says what is known: `sent` within the last day, and when one
 * more may be if that is too many. */
struct sql_addresses_hold_row {
    struct uuid id;
    bool proved;
    bool stopped;
    bool bounced;
    int64_t sent;
    struct instant free_at;
};
struct sql_addresses_hold {
    struct uuids proved;
    struct instant now;
    struct uuids ids;
};
enum err sql_addresses_hold(struct request *rq, const struct sql_addresses_hold *q, struct sql_addresses_hold_row **rows, size_t *count) __attribute__((warn_unused_result));

/* One more mail to each, or as many as the id stands there. */
struct sql_addresses_count {
    struct instant now;
    struct uuids ids;
};
enum err sql_addresses_count(struct request *rq, const struct sql_addresses_count *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_address_stop {
    struct uuid id;
    struct instant now;
};
enum err sql_address_stop(struct request *rq, const struct sql_address_stop *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_address_bounce {
    struct uuid id;
    struct instant now;
    const char *bounce;
};
enum err sql_address_bounce(struct request *rq, const struct sql_address_bounce *q, int64_t *affected) __attribute__((warn_unused_result));

/* To which no mail went for 31 days; those that want none are kept. */
struct sql_addresses_purge {
    struct instant now;
};
enum err sql_addresses_purge(struct request *rq, const struct sql_addresses_purge *q, int64_t *affected) __attribute__((warn_unused_result));

/* So many more, and how many there are then. */
struct sql_mail_hour_count_row {
    int64_t sent;
};
struct sql_mail_hour_count {
    struct instant hour;
    int64_t mails;
};
enum err sql_mail_hour_count(struct request *rq, const struct sql_mail_hour_count *q, struct sql_mail_hour_count_row *row) __attribute__((warn_unused_result));

struct sql_mail_hours_purge {
    struct instant now;
};
enum err sql_mail_hours_purge(struct request *rq, const struct sql_mail_hours_purge *q, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements delivery_sql;

#endif
