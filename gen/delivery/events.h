/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_EVENTS_H
#define GEN_DELIVERY_EVENTS_H

#include "gen/delivery/api.h"

/* delivery.created: A delivery was made. */
enum err
announce_delivery_created(struct request *rq, const struct delivery *data, struct uuids audience)
    __attribute__((warn_unused_result));

/* delivery.deleted: The delivery went with its calendar, or its owner may not see that any more. */
enum err
announce_delivery_deleted(struct request *rq, const struct delivery *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

#endif
