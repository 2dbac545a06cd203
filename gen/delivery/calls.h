/* Made by tools/gen from schemas/openapi/delivery.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_CALLS_H
#define GEN_DELIVERY_CALLS_H

#include "gen/delivery/api.h"
#include "shared/request/request.h"

static enum err
delivery_webhook_list_call(struct request *rq, const void *in, void *out)
{
    return delivery_webhook_list(rq, in, out);
}

static enum err
delivery_webhook_create_call(struct request *rq, const void *in, void *out)
{
    return delivery_webhook_create(rq, in, out);
}

static enum err
delivery_webhook_get_call(struct request *rq, const void *in, void *out)
{
    return delivery_webhook_get(rq, in, out);
}

static enum err
delivery_webhook_patch_call(struct request *rq, const void *in, void *out)
{
    return delivery_webhook_patch(rq, in, out);
}

static enum err
delivery_webhook_delete_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return delivery_webhook_delete(rq, in);
}

static enum err
delivery_webhook_rotate_secret_call(struct request *rq, const void *in, void *out)
{
    return delivery_webhook_rotate_secret(rq, in, out);
}

static enum err
delivery_webhook_test_call(struct request *rq, const void *in, void *out)
{
    return delivery_webhook_test(rq, in, out);
}

static enum err
delivery_webhook_deliveries_call(struct request *rq, const void *in, void *out)
{
    return delivery_webhook_deliveries(rq, in, out);
}

static enum err
delivery_webhook_replay_call(struct request *rq, const void *in, void *out)
{
    return delivery_webhook_replay(rq, in, out);
}

static enum err
delivery_mail_stop_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return delivery_mail_stop(rq, in);
}

static enum err
delivery_undelivered_call(struct request *rq, const void *in, void *out)
{
    return delivery_undelivered(rq, in, out);
}

static enum err
delivery_retry_call(struct request *rq, const void *in, void *out)
{
    return delivery_retry(rq, in, out);
}

static enum err
delivery_retry_one_call(struct request *rq, const void *in, void *out)
{
    return delivery_retry_one(rq, in, out);
}

#endif
