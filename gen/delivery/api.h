/* Made by tools/gen from schemas/openapi/delivery.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_API_H
#define GEN_DELIVERY_API_H

#include "shared/request/operation.h"

/* Where changes are sent to, and which. */
struct webhook {
    struct uuid id;
    /* The API key that it was made with and ends with. */
    bool has_key_id;
    struct uuid key_id;
    /* Where to POST. Redirects are not followed. An address that is private or of this machine
     * is refused when it is sent to, unless the operator has allowed it. */
    const char *url;
    /* The kinds of objects whose changes are sent. A key must be able to read them (403
     * `insufficient_scope`), and hears nothing of accounts, keys and webhooks (403 `forbidden`).
     * `reminder.due` and `reminder.missed` are sent only of reminders whose `channel` is
     * `webhook`. */
    struct texts nouns;
    /* Of calendars and what is in them only these calendars; empty means all. */
    struct uuids calendar_ids;
    const char *state;
    /* Why it was disabled, if its owner has not done so. `gone`: the receiver answered 410;
     * `failing`: for five days nothing was accepted; of these two the owner is also told by
     * mail; `scopes`: its API key may read nothing of what it hears; `account`: an operator
     * stopped the account, and it is active again when the account is. */
    const char *reason;
    /* Since when nothing was accepted. */
    bool has_failing_since;
    struct instant failing_since;
    /* `whsec_` and 32 random bytes in Base64, as the libraries of Standard Webhooks take it;
     * only in the answers of `POST /webhooks` and `POST /webhooks/{id}/rotate-secret`. */
    const char *secret;
    /* Until when the secret before this one signs as well; null or in the past: it does not. */
    bool has_former_until;
    struct instant former_until;
    int64_t version;
    struct instant created_at;
    struct instant updated_at;
};
extern const struct shape webhook_shape;

/* One page. */
struct webhook_list {
    struct {
        const struct webhook *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape webhook_list_shape;

/* A message to a webhook. */
struct webhook_delivery {
    /* It is sent as `webhook-id`. */
    struct uuid id;
    /* What it tells, as in `event.updated`. */
    const char *type;
    /* `waiting`: it is to be sent, or sent again; `sent`: it was accepted (2xx); `failed`: it
     * was not for a day, or the receiver is gone (410); `set_aside`: it could not be made or
     * sent, which is a fault of this installation; `cancelled`: its webhook was deleted or
     * disabled before. */
    const char *state;
    /* What was not accepted is sent again after 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, 4 h
     * and then every 4 h, or up to a fifth later than that, or when the receiver's `Retry-After`
     * asks for it; the last attempt is a day after the first. */
    int64_t attempts;
    /* The status of the last answer. */
    bool has_response;
    int64_t response;
    /* How long the last attempt took. */
    bool has_took_ms;
    int64_t took_ms;
    /* What was wrong with the last attempt. */
    const char *why;
    /* Of one that waits, when it is sent. */
    bool has_due_at;
    struct instant due_at;
    struct instant created_at;
    bool has_ended_at;
    struct instant ended_at;
};
extern const struct shape webhook_delivery_shape;

/* One page. */
struct webhook_delivery_list {
    struct {
        const struct webhook_delivery *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape webhook_delivery_list_shape;

/* Either `delivery_id`, or `since` and `until`. */
struct webhook_replay {
    bool has_delivery_id;
    struct uuid delivery_id;
    bool has_since;
    struct instant since;
    /* Not included. */
    bool has_until;
    struct instant until;
    /* Of a range, also those that were accepted. */
    bool all;
};
extern const struct shape webhook_replay_shape;

struct webhook_replayed {
    int64_t count;
    /* Null when there are no more. */
    const char *next_cursor;
};
extern const struct shape webhook_replayed_shape;

struct mail_stop {
    /* Of a mail, from its link. */
    const char *token;
};
extern const struct shape mail_stop_shape;

struct undelivered_group {
    const char *state;
    const char *channel;
    const char *kind;
    const char *why;
    int64_t count;
    struct instant oldest_at;
    struct uuid oldest_id;
};
extern const struct shape undelivered_group_shape;

struct undelivered {
    struct {
        const struct undelivered_group *items;
        size_t count;
    } groups;
};
extern const struct shape undelivered_shape;

struct delivery_retry {
    const char *state;
    const char *channel;
    const char *kind;
};
extern const struct shape delivery_retry_shape;

struct delivery_retry_one {
    struct uuid id;
};
extern const struct shape delivery_retry_one_shape;

struct delivery_retried {
    int64_t count;
};
extern const struct shape delivery_retried_shape;

struct delivery_webhook_list_in {
    int64_t limit;
    const char *cursor;
};
extern const struct operation delivery_webhook_list_operation;

struct delivery_webhook_create_in {
    struct webhook body;
};
extern const struct operation delivery_webhook_create_operation;

struct delivery_webhook_get_in {
    struct uuid id;
};
extern const struct operation delivery_webhook_get_operation;

struct delivery_webhook_patch_in {
    struct uuid id;
    struct patch body;
};
extern const struct operation delivery_webhook_patch_operation;

struct delivery_webhook_delete_in {
    struct uuid id;
};
extern const struct operation delivery_webhook_delete_operation;

struct delivery_webhook_rotate_secret_in {
    struct uuid id;
};
extern const struct operation delivery_webhook_rotate_secret_operation;

struct delivery_webhook_test_in {
    struct uuid id;
};
extern const struct operation delivery_webhook_test_operation;

struct delivery_webhook_deliveries_in {
    struct uuid id;
    int64_t limit;
    const char *cursor;
    const char *state;
};
extern const struct operation delivery_webhook_deliveries_operation;

struct delivery_webhook_replay_in {
    struct uuid id;
    const char *cursor;
    struct webhook_replay body;
};
extern const struct operation delivery_webhook_replay_operation;

struct delivery_mail_stop_in {
    struct mail_stop body;
};
extern const struct operation delivery_mail_stop_operation;

struct delivery_undelivered_in {
    char unused; /* it takes nothing */
};
extern const struct operation delivery_undelivered_operation;

struct delivery_retry_in {
    struct delivery_retry body;
};
extern const struct operation delivery_retry_operation;

struct delivery_retry_one_in {
    struct delivery_retry_one body;
};
extern const struct operation delivery_retry_one_operation;

enum delivery_message {
    DELIVERY_WEBHOOK_LIST,
    DELIVERY_WEBHOOK_CREATE,
    DELIVERY_WEBHOOK_GET,
    DELIVERY_WEBHOOK_PATCH,
    DELIVERY_WEBHOOK_DELETE,
    DELIVERY_WEBHOOK_ROTATE_SECRET,
    DELIVERY_WEBHOOK_TEST,
    DELIVERY_WEBHOOK_DELIVERIES,
    DELIVERY_WEBHOOK_REPLAY,
    DELIVERY_MAIL_STOP,
    DELIVERY_UNDELIVERED,
    DELIVERY_RETRY,
    DELIVERY_RETRY_ONE,
    DELIVERY_MESSAGES
};

extern const struct service_api delivery_api;

/* GET /webhooks */
enum err delivery_webhook_list(struct request *rq, const struct delivery_webhook_list_in *in, struct webhook_list *out);
/* POST /webhooks */
enum err delivery_webhook_create(struct request *rq, const struct delivery_webhook_create_in *in, struct webhook *out);
/* GET /webhooks/{id} */
enum err delivery_webhook_get(struct request *rq, const struct delivery_webhook_get_in *in, struct webhook *out);
/* PATCH /webhooks/{id} */
enum err delivery_webhook_patch(struct request *rq, const struct delivery_webhook_patch_in *in, struct webhook *out);
/* DELETE /webhooks/{id} */
enum err delivery_webhook_delete(struct request *rq, const struct delivery_webhook_delete_in *in);
/* POST /webhooks/{id}/rotate-secret */
enum err delivery_webhook_rotate_secret(struct request *rq, const struct delivery_webhook_rotate_secret_in *in, struct webhook *out);
/* POST /webhooks/{id}/test */
enum err delivery_webhook_test(struct request *rq, const struct delivery_webhook_test_in *in, struct webhook_delivery *out);
/* GET /webhooks/{id}/deliveries */
enum err delivery_webhook_deliveries(struct request *rq, const struct delivery_webhook_deliveries_in *in, struct webhook_delivery_list *out);
/* POST /webhooks/{id}/replay */
enum err delivery_webhook_replay(struct request *rq, const struct delivery_webhook_replay_in *in, struct webhook_replayed *out);
/* POST /mails/stop */
enum err delivery_mail_stop(struct request *rq, const struct delivery_mail_stop_in *in);
/* on the bus, for admin */
enum err delivery_undelivered(struct request *rq, const struct delivery_undelivered_in *in, struct undelivered *out);
/* on the bus, for admin */
enum err delivery_retry(struct request *rq, const struct delivery_retry_in *in, struct delivery_retried *out);
/* on the bus, for admin */
enum err delivery_retry_one(struct request *rq, const struct delivery_retry_one_in *in, struct delivery_retried *out);

#endif
