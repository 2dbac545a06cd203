/* Made by tools/gen from schemas/asyncapi.yaml. Do not edit. */
/* clang-format off */
#include "gen/contact/events.h"

#include "shared/actor/outbox.h"
#include "shared/codec/format.h"

#include <stddef.h>

enum err
announce_contact_created(struct request *rq, const struct contact *data, struct uuids audience)
{
    static const struct announcement what = {
        "contact.created", "evt.contact.contact.created", "/contacts/", &contact_shape, -1,
        false};

    return announce(rq, &what, data, data->version - 1, audience);
}

enum err
announce_contact_updated(struct request *rq, const struct contact *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "contact.updated", "evt.contact.contact.updated", "/contacts/", &contact_shape, -1,
        false};

    return announce(rq, &what, data, previous_version, audience);
}

enum err
announce_contact_deleted(struct request *rq, const struct contact *data, int64_t previous_version, struct uuids audience)
{
    static const struct announcement what = {
        "contact.deleted", "evt.contact.contact.deleted", NULL, &contact_shape, -1,
        true};

    return announce(rq, &what, data, previous_version, audience);
}
