#include "shared/request/content.h"

#include "shared/crypto/seal.h"

int64_t
content_version(const struct shape *shape, const void *object)
{
    uint8_t digest[SHA256_LEN];
    uint64_t version = 0;
    struct buf all;

    buf_init(&all);
    wire_encode_rows(&all, shape, object);
    sha256((struct bytes){all.data, all.len}, digest);
    buf_fini(&all);
    for (int i = 0; i < 7; i++)
        version = version << 8 | digest[i];
    return (int64_t)(version >> 3 | 1);
}
