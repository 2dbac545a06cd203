/* Problems, named by where they are in the input. */
#include "shared/base/bytes.h"
#include "shared/base/utf8.h"
#include "shared/codec/wire_decode.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN_MAX = 100 };

/* A field that the client made up may be long; it is cut between two characters. */
static size_t
shown_len(const char *name, size_t len)
{
    size_t end = 0, next = 0;

    if (len <= SHOWN_MAX)
        return len;
    while (end + next <= SHOWN_MAX) {
        end += next;
        next = utf8_char_len((const uint8_t *)name + end, len - end);
        if (next == 0)
            break;
    }
    return end;
}

static void
path_write(const struct path *at, struct buf *out)
{
    char index[32];

    if (at->up != NULL)
        path_write(at->up, out);
    if (at->index >= 0) {
        buf_add(out, index, (size_t)snprintf(index, sizeof index, "[%ld]", at->index));
        return;
    }
    if (out->len > 0)
        buf_add(out, ".", 1);
    buf_add(out, at->name, shown_len(at->name, at->name_len));
}

void
wire_bad(struct walk *w, const struct path *at, const char *format, ...)
{
    struct buf field;
    const char *what;
    va_list args;

    if (w->problems->count >= PROBLEMS_MAX) {
        w->problems->count++;
        return;
    }
    buf_init(&field);
    path_write(at, &field);
    utf8_replace_controls((char *)field.data, field.len);
    buf_add(&field, "", 1);
    va_start(args, format);
    what = arena_vprintf(w->problems->arena, format, args);
    va_end(args);
    problems_add(w->problems, (const char *)field.data, "%s", what);
    buf_fini(&field);
}
