#include "services/delivery/secret.h"

#include "services/delivery/base64.h"
#include "services/delivery/key.h"
#include "shared/base/random.h"

enum { SECRET_LEN = 32 };

static uint8_t sealing_key[SEAL_KEY_LEN];

void
secret_init(void)
{
    key_for("secrets of webhooks", sealing_key);
}

struct bytes
secret_seal(struct arena *a, struct bytes secret)
{
    return seal(a, sealing_key, secret);
}

struct bytes
secret_new(struct arena *a, const char **shown)
{
    uint8_t fresh[SECRET_LEN];
    const struct bytes plain = {fresh, sizeof fresh};

    random_bytes(fresh, sizeof fresh);
    *shown = arena_printf(a, "whsec_%s", base64(a, plain));
    return secret_seal(a, plain);
}

bool
secret_open(struct arena *a, struct bytes sealed, struct bytes *secret)
{
    return seal_open(a, sealing_key, sealed, secret);
}
