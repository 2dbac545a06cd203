#include "services/delivery/delivery_id.h"

#include "shared/crypto/uuid_derived.h"

#include <string.h>

struct uuid
delivery_id(struct uuid receiver_id, struct uuid message_id)
{
    uint8_t both[2 * sizeof receiver_id.b];

    memcpy(both, receiver_id.b, sizeof receiver_id.b);
    memcpy(both + sizeof receiver_id.b, message_id.b, sizeof message_id.b);
    return uuid_hashed((struct bytes){both, sizeof both});
}
