#include "gateway/http/error_body.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "shared/codec/pack.h"

static bool
write_error(struct buf *out, enum err err, struct bytes sentence, struct bytes details)
{
    struct buf packed;
    bool good;

    buf_init(&packed);
    pack_map(&packed, details.data == NULL ? 2 : 3);
    pack_word(&packed, "error");
    pack_text(&packed, sentence);
    pack_word(&packed, "code");
    pack_word(&packed, err_code(err));
    if (details.data != NULL) {
        pack_word(&packed, "details");
        buf_add(&packed, details.data, details.len);
    }
    good = json_from_msgpack((struct bytes){packed.data, packed.len}, out);
    buf_fini(&packed);
    return good;
}

/* Sentence and details may come from another process; what is no JSON is answered without them. */
void
error_body(struct buf *out, enum err err, struct bytes sentence, struct bytes details)
{
    size_t before = out->len;

    if (sentence.len == 0)
        sentence = bytes_of(err_meaning(err));
    if (write_error(out, err, sentence, details))
        return;
    out->len = before;
    must(write_error(out, err, bytes_of(err_meaning(err)), (struct bytes){NULL, 0}));
}

void
error_details(struct buf *out, unsigned count)
{
    pack_array(out, count);
}

void
error_detail(struct buf *out, struct bytes field, const char *problem)
{
    pack_map(out, 2);
    pack_word(out, "field");
    pack_text(out, field);
    pack_word(out, "problem");
    pack_word(out, problem);
}
