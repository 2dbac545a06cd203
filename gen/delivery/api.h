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
     * `insufficient_scope`), and hears nothing of accounts, keys and webhooks (403 `forbidden`). */
    struct texts nouns;
    /* Of calendars and what is in them only these calendars; empty means all. */
    struct uuids calendar_ids;
    const char *state;
    /* Why it was disabled, if its owner has not done so. `gone`: the receiver answered 410;
     * `failing`: for five days nothing was accepted; `scopes`: its API key may read nothing of
     * what it hears. */
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

enum delivery_message {
    DELIVERY_WEBHOOK_LIST,
    DELIVERY_WEBHOOK_CREATE,
    DELIVERY_WEBHOOK_GET,
    DELIVERY_WEBHOOK_PATCH,
    DELIVERY_WEBHOOK_DELETE,
    DELIVERY_WEBHOOK_ROTATE_SECRET,
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

#endif
