/* Made by tools/gen from schemas/openapi/delivery.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_API_H
#define GEN_DELIVERY_API_H

#include "shared/request/operation.h"

struct mail_stop {
    /* Of a mail, from its link. */
    const char *token;
};
extern const struct shape mail_stop_shape;

struct delivery_retry {
    const char *channel;
};
extern const struct shape delivery_retry_shape;

struct delivery_retried {
    int64_t count;
};
extern const struct shape delivery_retried_shape;

struct delivery_mail_stop_in {
    struct mail_stop body;
};
extern const struct operation delivery_mail_stop_operation;

struct delivery_retry_in {
    struct delivery_retry body;
};
extern const struct operation delivery_retry_operation;

enum delivery_message {
    DELIVERY_MAIL_STOP,
    DELIVERY_RETRY,
    DELIVERY_MESSAGES
};

extern const struct service_api delivery_api;

/* POST /mails/stop */
enum err delivery_mail_stop(struct request *rq, const struct delivery_mail_stop_in *in);
/* on the bus, for admin */
enum err delivery_retry(struct request *rq, const struct delivery_retry_in *in, struct delivery_retried *out);

#endif
