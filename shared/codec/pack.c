#include "shared/codec/pack.h"

#include <msgpack.h>
#include <string.h>

static int
write_buf(void *buf, const char *data, size_t len)
{
    buf_add(buf, data, len);
    return 0;
}

static msgpack_packer
packer(struct buf *out)
{
    return (msgpack_packer){.data = out, .callback = write_buf};
}

void
pack_map(struct buf *out, size_t members)
{
    msgpack_packer p = packer(out);

    msgpack_pack_map(&p, members);
}

void
pack_array(struct buf *out, size_t items)
{
    msgpack_packer p = packer(out);

    msgpack_pack_array(&p, items);
}

void
pack_text(struct buf *out, struct bytes text)
{
    msgpack_packer p = packer(out);

    msgpack_pack_str(&p, text.len);
    buf_add(out, text.data, text.len);
}

void
pack_word(struct buf *out, const char *word)
{
    pack_text(out, (struct bytes){(const uint8_t *)word, strlen(word)});
}

void
pack_int(struct buf *out, int64_t number)
{
    msgpack_packer p = packer(out);

    msgpack_pack_int64(&p, number);
}

void
pack_bool(struct buf *out, bool value)
{
    msgpack_packer p = packer(out);

    if (value)
        msgpack_pack_true(&p);
    else
        msgpack_pack_false(&p);
}

void
pack_uuid(struct buf *out, struct uuid id)
{
    char text[UUID_TEXT];

    uuid_format(id, text);
    pack_word(out, text);
}
