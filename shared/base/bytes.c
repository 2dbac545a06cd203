#include "shared/base/bytes.h"

#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FIRST_ROOM = 256 };

void
buf_init(struct buf *b)
{
    *b = (struct buf){0};
}

void
buf_fini(struct buf *b)
{
    free(b->data);
    buf_init(b);
}

void
buf_reset(struct buf *b)
{
    b->len = 0;
}

void
buf_grow(struct buf *b, size_t len)
{
    size_t room = b->room == 0 ? FIRST_ROOM : b->room;

    must(len <= SIZE_MAX / 4 - b->len);
    while (room - b->len < len)
        room *= 2;
    b->data = realloc(b->data, room);
    must(b->data != NULL);
    b->room = room;
}

void
buf_add_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

static bool
is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

struct bytes
bytes_trim(struct bytes text)
{
    while (text.len > 0 && is_blank(text.data[0])) {
        text.data++;
        text.len--;
    }
    while (text.len > 0 && is_blank(text.data[text.len - 1]))
        text.len--;
    return text;
}

bool
bytes_equal(struct bytes a, struct bytes b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool
bytes_are_word(struct bytes text, const char *word)
{
    return text.len == strlen(word) &&
           (text.len == 0 || strncasecmp((const char *)text.data, word, text.len) == 0);
}
