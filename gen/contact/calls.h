/* Made by tools/gen from schemas/openapi/contact.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_CONTACT_CALLS_H
#define GEN_CONTACT_CALLS_H

#include "gen/contact/api.h"
#include "shared/request/request.h"

static enum err
contact_list_call(struct request *rq, const void *in, void *out)
{
    return contact_list(rq, in, out);
}

static enum err
contact_create_call(struct request *rq, const void *in, void *out)
{
    return contact_create(rq, in, out);
}

static enum err
contact_get_call(struct request *rq, const void *in, void *out)
{
    return contact_get(rq, in, out);
}

static enum err
contact_replace_call(struct request *rq, const void *in, void *out)
{
    return contact_replace(rq, in, out);
}

static enum err
contact_patch_call(struct request *rq, const void *in, void *out)
{
    return contact_patch(rq, in, out);
}

static enum err
contact_delete_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return contact_delete(rq, in);
}

#endif
