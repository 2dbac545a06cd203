/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_DELIVERY_EVENTS_H
#define GEN_DELIVERY_EVENTS_H

#include "gen/delivery/api.h"

/* webhook.created: A webhook was made. Its secret is shown by the answer that made it and never here. */
enum err
announce_webhook_created(struct request *rq, const struct webhook *data, struct uuids audience)
    __attribute__((warn_unused_result));

/* webhook.updated: The webhook was changed, or got another secret. */
enum err
announce_webhook_updated(struct request *rq, const struct webhook *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* webhook.deleted: The webhook was deleted. */
enum err
announce_webhook_deleted(struct request *rq, const struct webhook *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* webhook.disabled: Nothing is sent to it any more, because its receiver said so or accepted nothing for long. */
enum err
announce_webhook_disabled(struct request *rq, const struct webhook *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

#endif
