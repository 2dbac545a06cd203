/* Made by tools/gen from schemas/openapi/delivery.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_CALLS_H
#define GEN_DELIVERY_CALLS_H

#include "gen/delivery/api.h"

static enum err
delivery_mail_stop_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return delivery_mail_stop(rq, in);
}

static enum err
delivery_retry_call(struct request *rq, const void *in, void *out)
{
    return delivery_retry(rq, in, out);
}

#endif
