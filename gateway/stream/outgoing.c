#include "gateway/stream/outgoing.h"
#include "shared/base/clock.h"

enum { WRITE_BYTES = 64 * 1024 }; /* in one write, unless its last packet is larger */

unsigned
outgoing_start(struct outgoing *out, h2o_iovec_t parts[OUTGOING_PACKETS])
{
    struct packet *packet;
    size_t bytes = 0;

    if (outgoing_is_writing(out) || out->waiting.count == 0)
        return 0;
    while (out->writing_count < OUTGOING_PACKETS && bytes < WRITE_BYTES &&
           (packet = packets_take(&out->waiting)) != NULL) {
        parts[out->writing_count] = h2o_iovec_init((char *)packet->data, packet->len);
        out->writing[out->writing_count++] = packet;
        bytes += packet->len;
        if (!uuid_is_nil(packet->id))
            out->given_id = packet->id;
    }
    out->moved_ms = monotonic_ms();
    return out->writing_count;
}

static void
release_written(struct outgoing *out)
{
    for (unsigned i = 0; i < out->writing_count; i++)
        packet_release(out->writing[i]);
    out->writing_count = 0;
}

void
outgoing_written(struct outgoing *out)
{
    release_written(out);
    out->moved_ms = monotonic_ms();
}

bool
outgoing_is_writing(const struct outgoing *out)
{
    return out->writing_count > 0;
}

bool
outgoing_has_room(const struct outgoing *out, int64_t queue)
{
    return out->waiting.bytes < (size_t)queue / 2;
}

bool
outgoing_is_full(const struct outgoing *out, int64_t queue)
{
    return out->waiting.bytes >= (size_t)queue;
}

void
outgoing_fini(struct outgoing *out)
{
    release_written(out);
    packets_clear(&out->waiting);
}
