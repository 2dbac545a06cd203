#include "shared/crypto/uuid_derived.h"

#include "shared/crypto/seal.h"

#include <string.h>

enum { TIME_LEN = 6 };

/* Its first bytes are left as they are. */
static struct uuid
uuid_shaped(struct uuid id, int version)
{
    id.b[6] = (uint8_t)((id.b[6] & 0x0f) | version << 4);
    id.b[8] = (uint8_t)((id.b[8] & 0x3f) | 0x80);
    return id;
}

struct uuid
uuid_derived(struct instant at, struct bytes from)
{
    const int64_t ms = at.us > 0 ? at.us / 1000 : 0;
    uint8_t digest[SHA256_LEN];
    struct uuid id;

    sha256(from, digest);
    for (int i = 0; i < TIME_LEN; i++)
        id.b[i] = (uint8_t)(ms >> (8 * (TIME_LEN - 1 - i)));
    memcpy(id.b + TIME_LEN, digest, sizeof id.b - TIME_LEN);
    return uuid_shaped(id, 7);
}

struct uuid
uuid_hashed(struct bytes from)
{
    uint8_t digest[SHA256_LEN];
    struct uuid id;

    sha256(from, digest);
    memcpy(id.b, digest, sizeof id.b);
    return uuid_shaped(id, 8);
}
