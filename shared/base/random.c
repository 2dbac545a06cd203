#include "shared/base/random.h"

#include "shared/base/must.h"

#include <errno.h>
#include <sys/random.h>
#include <sys/types.h>

/* A signal may cut a request short that is longer than 256 bytes (getrandom(2)). */
void
random_bytes(uint8_t *out, size_t len)
{
    while (len > 0) {
        ssize_t got = getrandom(out, len, 0);

        if (got < 0 && errno == EINTR)
            continue;
        must(got > 0);
        out += got;
        len -= (size_t)got;
    }
}
