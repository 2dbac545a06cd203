#include "services/delivery/base64.h"

#include "shared/base/must.h"

#include <openssl/evp.h>

char *
base64(struct arena *a, struct bytes in)
{
    char *out = arena_array(a, char, (in.len + 2) / 3 * 4 + 1);

    must(in.len <= 1 << 20);
    EVP_EncodeBlock((unsigned char *)out, in.data, (int)in.len);
    return out;
}
