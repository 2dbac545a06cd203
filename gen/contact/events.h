/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_CONTACT_EVENTS_H
#define GEN_CONTACT_EVENTS_H

#include "gen/contact/api.h"

/* contact.created: A contact was made. */
enum err
announce_contact_created(struct request *rq, const struct contact *data, struct uuids audience)
    __attribute__((warn_unused_result));

/* contact.updated: The contact was changed. */
enum err
announce_contact_updated(struct request *rq, const struct contact *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/* contact.deleted: The contact was deleted. */
enum err
announce_contact_deleted(struct request *rq, const struct contact *data, int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

#endif
