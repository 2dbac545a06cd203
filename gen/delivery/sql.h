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

/* What a worker has in hand that has lost its connection, and with it its number. */
struct sql_delivery_adopt {
    int64_t worker;
    struct uuids ids;
    int64_t former;
};
enum err sql_delivery_adopt(struct request *rq, const struct sql_delivery_adopt *q, int64_t *affected) __attribute__((warn_unused_result));

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

/* What is due first cannot be read. */
struct sql_delivery_set_aside_first {
    struct instant now;
};
enum err sql_delivery_set_aside_first(struct request *rq, const struct sql_delivery_set_aside_first *q, int64_t *affected) __attribute__((warn_unused_result));

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

struct sql_delivery_undelivered {
    int64_t most;
    int64_t rows;
};
enum err sql_delivery_undelivered(struct request *rq, const struct sql_delivery_undelivered *q, struct undelivered_group **rows, size_t *count) __attribute__((warn_unused_result));

/* A batch of them begins anew; a webhook's message whose body is gone cannot. */
struct sql_delivery_retry {
    struct instant now;
    const char *state;
    const char *channel;
    const char *kind;
};
enum err sql_delivery_retry(struct request *rq, const struct sql_delivery_retry *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_delivery_retry_one {
    struct instant now;
    struct uuid id;
};
enum err sql_delivery_retry_one(struct request *rq, const struct sql_delivery_retry_one *q, int64_t *affected) __attribute__((warn_unused_result));

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

/* Of so many webhooks: how many are whose, whether one of theirs listens, and whether one was
 * stopped with the account. */
struct sql_webhook_owners_row {
    struct uuid user_id;
    int64_t webhooks;
    bool listens;
    bool is_stopped;
};
struct sql_webhook_owners {
    struct uuid after_user_id;
    int64_t rows;
};
enum err sql_webhook_owners(struct request *rq, const struct sql_webhook_owners *q, struct sql_webhook_owners_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Of an account that is stopped, or may go on. */
struct sql_webhooks_turn {
    const char *to;
    const char *reason;
    struct instant now;
    struct uuid user_id;
    const char *state;
    const char *from_reason;
};
enum err sql_webhooks_turn(struct request *rq, const struct sql_webhooks_turn *q, struct sql_webhook_stored **rows, size_t *count) __attribute__((warn_unused_result));

/* What was deleted before. */
struct sql_webhook_purge {
    struct instant before;
};
enum err sql_webhook_purge(struct request *rq, const struct sql_webhook_purge *q, int64_t *affected) __attribute__((warn_unused_result));

/* Of each of the states as many as go on a page, and of these the newest. */
struct sql_webhook_deliveries {
    struct texts states;
    struct uuid webhook_id;
    struct instant before;
    struct uuid before_id;
    int64_t rows;
};
enum err sql_webhook_deliveries(struct request *rq, const struct sql_webhook_deliveries *q, struct webhook_delivery **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_webhook_delivery_insert {
    struct uuid id;
    const char *kind;
    struct uuid webhook_id;
    struct uuid user_id;
    struct bytes body;
    struct instant now;
};
enum err sql_webhook_delivery_insert(struct request *rq, const struct sql_webhook_delivery_insert *q, struct webhook_delivery *row) __attribute__((warn_unused_result));

/* Locked, so that no worker takes it meanwhile. */
struct sql_webhook_delivery_find_row {
    bool is_sending;
    bool has_body;
};
struct sql_webhook_delivery_find {
    struct uuid id;
    struct uuid webhook_id;
};
enum err sql_webhook_delivery_find(struct request *rq, const struct sql_webhook_delivery_find *q, struct sql_webhook_delivery_find_row *row) __attribute__((warn_unused_result));

struct sql_webhook_replayable_row {
    struct uuid id;
    struct instant created_at;
};
struct sql_webhook_replayable {
    struct texts states;
    struct uuid webhook_id;
    struct instant after;
    struct uuid after_id;
    struct instant until;
    int64_t rows;
};
enum err sql_webhook_replayable(struct request *rq, const struct sql_webhook_replayable *q, struct sql_webhook_replayable_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_webhook_replay {
    struct instant now;
    struct uuids ids;
};
enum err sql_webhook_replay(struct request *rq, const struct sql_webhook_replay *q, int64_t *affected) __attribute__((warn_unused_result));

/* Of the webhooks of a batch those to which something may be sent. */
struct sql_webhooks_to_send_row {
    struct uuid id;
    const char *url;
    struct bytes secret;
    struct bytes former_secret;
    bool has_former_until;
    struct instant former_until;
    bool is_failing;
};
struct sql_webhooks_to_send {
    struct uuids ids;
};
enum err sql_webhooks_to_send(struct request *rq, const struct sql_webhooks_to_send *q, struct sql_webhooks_to_send_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_webhooks_accepted {
    struct uuids ids;
};
enum err sql_webhooks_accepted(struct request *rq, const struct sql_webhooks_accepted *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_webhooks_failed {
    struct instant now;
    struct uuids ids;
};
enum err sql_webhooks_failed(struct request *rq, const struct sql_webhooks_failed *q, int64_t *affected) __attribute__((warn_unused_result));

/* Those that are gone, or that have failed since before `before`. */
struct sql_webhooks_disable {
    const char *reason;
    struct instant now;
    struct uuids ids;
    struct instant before;
};
enum err sql_webhooks_disable(struct request *rq, const struct sql_webhooks_disable *q, struct sql_webhook_stored **rows, size_t *count) __attribute__((warn_unused_result));

/* Its owner is told by mail that a webhook was disabled. */
struct sql_webhook_mail_insert {
    struct uuid id;
    struct uuid webhook_id;
    struct instant now;
};
enum err sql_webhook_mail_insert(struct request *rq, const struct sql_webhook_mail_insert *q, int64_t *affected) __attribute__((warn_unused_result));

/* Of a webhook that is still disabled, and has not been active meanwhile. */
struct sql_webhook_mail_find_row {
    const char *url;
    const char *reason;
    bool has_failing_since;
    struct instant failing_since;
};
struct sql_webhook_mail_find {
    struct uuid mail_id;
};
enum err sql_webhook_mail_find(struct request *rq, const struct sql_webhook_mail_find *q, struct sql_webhook_mail_find_row *row) __attribute__((warn_unused_result));

struct sql_webhooks_listening_row {
    struct uuid id;
    struct uuid user_id;
    struct texts nouns;
    struct uuids calendar_ids;
};
struct sql_webhooks_listening {
    struct uuids user_ids;
};
enum err sql_webhooks_listening(struct request *rq, const struct sql_webhooks_listening *q, struct sql_webhooks_listening_row **rows, size_t *count) __attribute__((warn_unused_result));

/* A message that comes again is there already. */
struct sql_webhook_deliveries_add {
    struct instant now;
    struct uuids ids;
    struct texts kinds;
    struct uuids webhook_ids;
    struct uuids user_ids;
    struct texts bodies;
    struct texts states;
};
enum err sql_webhook_deliveries_add(struct request *rq, const struct sql_webhook_deliveries_add *q, int64_t *affected) __attribute__((warn_unused_result));

/* The mails of reminders that came due; a message that comes again is there already. */
struct sql_reminder_mails_add {
    struct instant now;
    struct uuids ids;
    struct uuids user_ids;
    struct texts bodies;
};
enum err sql_reminder_mails_add(struct request *rq, const struct sql_reminder_mails_add *q, int64_t *affected) __attribute__((warn_unused_result));

/* Replicas read side by side. */
struct sql_feed_seen_add {
    struct int64s firsts;
    struct int64s lasts;
};
enum err sql_feed_seen_add(struct request *rq, const struct sql_feed_seen_add *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_feed_seen_end_row {
    int64_t sequence;
};
enum err sql_feed_seen_end(struct request *rq, struct sql_feed_seen_end_row *row) __attribute__((warn_unused_result));

struct sql_feed_seen_forget {
    int64_t sequence;
};
enum err sql_feed_seen_forget(struct request *rq, const struct sql_feed_seen_forget *q, int64_t *affected) __attribute__((warn_unused_result));

/* The first that nobody has read, and the last before those that somebody has; without `last`
 * nothing is missing. */
struct sql_feed_hole_find_row {
    int64_t first;
    bool has_last;
    int64_t last;
    int64_t end;
};
enum err sql_feed_hole_find(struct request *rq, struct sql_feed_hole_find_row *row) __attribute__((warn_unused_result));

struct sql_feed_gap_note {
    int64_t first;
    int64_t last;
    struct instant now;
};
enum err sql_feed_gap_note(struct request *rq, const struct sql_feed_gap_note *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_feed_gap_first_row {
    int64_t first;
    int64_t last;
    struct uuid after_user_id;
};
enum err sql_feed_gap_first(struct request *rq, struct sql_feed_gap_first_row *row) __attribute__((warn_unused_result));

/* People who have webhooks that listen, some of them several times. */
struct sql_feed_gap_users_row {
    struct uuid user_id;
};
struct sql_feed_gap_users {
    struct uuid after_user_id;
    int64_t rows;
};
enum err sql_feed_gap_users(struct request *rq, const struct sql_feed_gap_users *q, struct sql_feed_gap_users_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_feed_gap_move {
    struct uuid after_user_id;
    int64_t first;
};
enum err sql_feed_gap_move(struct request *rq, const struct sql_feed_gap_move *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_feed_gap_end {
    int64_t first;
};
enum err sql_feed_gap_end(struct request *rq, const struct sql_feed_gap_end *q, int64_t *affected) __attribute__((warn_unused_result));

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
