/* Made by tools/gen from schemas/openapi/delivery.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_API_H
#define GEN_DELIVERY_API_H

#include "shared/request/operation.h"

struct delivery {
    struct uuid id;
    struct uuid owner_id;
    /* The calendar that it is about. */
    bool has_calendar_id;
    struct uuid calendar_id;
    const char *title;
    int64_t version;
    struct instant created_at;
};
extern const struct shape delivery_shape;

/* Everybody who may see one calendar, as of one version of its membership. */
struct delivery_access {
    struct uuid calendar_id;
    int64_t version;
    bool deleted;
    struct uuids user_ids;
    /* roles[i] is that of user_ids[i]. */
    struct texts roles;
};
extern const struct shape delivery_access_shape;

struct delivery_create_in {
    struct delivery body;
};
extern const struct operation delivery_create_operation;

struct delivery_get_in {
    struct uuid id;
};
extern const struct operation delivery_get_operation;

struct delivery_access_apply_in {
    struct delivery_access body;
};
extern const struct operation delivery_access_apply_operation;

enum delivery_message {
    DELIVERY_CREATE,
    DELIVERY_GET,
    DELIVERY_ACCESS_APPLY,
    DELIVERY_MESSAGES
};

extern const struct service_api delivery_api;

/* POST /deliveries */
enum err delivery_create(struct request *rq, const struct delivery_create_in *in, struct delivery *out);
/* GET /deliveries/{id} */
enum err delivery_get(struct request *rq, const struct delivery_get_in *in, struct delivery *out);
/* on the bus, for calendar */
enum err delivery_access_apply(struct request *rq, const struct delivery_access_apply_in *in);

#endif
