/* Made by tools/gen from schemas/openapi/delivery.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_CALLS_H
#define GEN_DELIVERY_CALLS_H

#include "gen/delivery/api.h"

static enum err
delivery_create_call(struct request *rq, const void *in, void *out)
{
    return delivery_create(rq, in, out);
}

static enum err
delivery_get_call(struct request *rq, const void *in, void *out)
{
    return delivery_get(rq, in, out);
}

static enum err
delivery_access_apply_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return delivery_access_apply(rq, in);
}

#endif
