/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#include "gen/delivery/events.h"

#include "shared/actor/outbox.h"
#include "shared/codec/format.h"

#include <stddef.h>

enum err
announce_delivery_created(struct request *rq, const struct delivery *data, struct uuids audience)
{
    static const struct announcement what = {
        "delivery.created", "evt.delivery.delivery.created", "/deliveries/", &delivery_shape, offsetof(struct delivery, calendar_id),
        false};

    return announce(rq, &what, data, 0, audience);
}

enum err
announce_delivery_deleted(struct request *rq, const struct delivery *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "delivery.deleted", "evt.delivery.delivery.deleted", NULL, &delivery_shape, offsetof(struct delivery, calendar_id),
        true};

    return announce(rq, &what, data, previous_version, audience);
}
