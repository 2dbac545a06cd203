#include "services/delivery/delivery_id.h"

#include "shared/crypto/uuid_derived.h"

#include <string.h>

struct uuid
delivery_id(struct uuid webhook_id, struct uuid message_id)
{
    uint8_t both[2 * sizeof webhook_id.b];

    memcpy(both, webhook_id.b, sizeof webhook_id.b);
    memcpy(both + sizeof webhook_id.b, message_id.b, sizeof message_id.b);
    return uuid_hashed((struct bytes){both, sizeof both});
}
