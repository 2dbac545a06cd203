#include "services/delivery/delivery_id.h"

#include "shared/crypto/seal.h"

#include <string.h>

struct uuid
delivery_id(struct uuid webhook_id, struct uuid message_id)
{
    uint8_t both[2 * sizeof webhook_id.b], digest[SHA256_LEN];
    struct uuid id;

    memcpy(both, webhook_id.b, sizeof webhook_id.b);
    memcpy(both + sizeof webhook_id.b, message_id.b, sizeof message_id.b);
    sha256((struct bytes){both, sizeof both}, digest);
    memcpy(id.b, digest, sizeof id.b);
    id.b[6] = (uint8_t)((id.b[6] & 0x0f) | 0x80);
    id.b[8] = (uint8_t)((id.b[8] & 0x3f) | 0x80);
    return id;
}
