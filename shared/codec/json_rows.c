/*
 * Rows (their format: rows.h) to a JSON array of objects.
 *
 * What a row shares with its base is copied from further up in the output, neighbours in one piece.
 * For that every member is written with a comma before it, and where it begins is remembered; the
 * comma of a row's first member then becomes its brace:
 *
 *   [{"id":"a","at":1,"title":"x"},{"id":"a","at":2,"title":"x"}]
 *     ^       ^      ^              ^       ^      ^            ^
 *     starts[0], [1], [2]           copied  new    copied       starts[3]: the row's end
 */
#include "shared/codec/json_private.h"
#include "shared/codec/rows.h"

struct rows {
    struct writer *w;
    size_t fields, count;
    size_t begun;      /* where the list begins in the output */
    struct buf names;  /* `,"name":` of every field */
    struct buf starts; /* of every row where its members begin, and where the last one ends */
    uint32_t name_at[ROWS_FIELDS + 1];
};

/* Offsets from where the list begins. */
static uint32_t *
starts_of(const struct rows *r, size_t row)
{
    return (uint32_t *)(void *)r->starts.data + row * (r->fields + 1);
}

static uint32_t
here(const struct rows *r)
{
    return (uint32_t)(r->w->out->len - r->begun);
}

static bool
read_names(struct rows *r)
{
    struct bytes name;

    for (size_t i = 0; i < r->fields; i++) {
        r->name_at[i] = (uint32_t)r->names.len;
        json_put_byte(&r->names, ',');
        if (!span_text(&r->w->in, &name) || !json_put_string(&r->names, name))
            return false;
        json_put_byte(&r->names, ':');
    }
    r->name_at[r->fields] = (uint32_t)r->names.len;
    return true;
}

/* A row takes two bytes at least, so a count beyond that is a lie. */
static bool
read_head(struct rows *r)
{
    struct span *in = &r->w->in;
    uint64_t fields, count;

    if (!span_number(in, 1, &fields) || fields == 0 || fields > ROWS_FIELDS)
        return false;
    r->fields = fields;
    if (!read_names(r) || !span_number(in, 2, &count) || count == 0 || count > ROWS_MAX ||
        span_left(in) < 2 * count)
        return false;
    r->count = count;
    buf_reserve(&r->starts, count * (fields + 1) * sizeof(uint32_t));
    return true;
}

static bool
write_member(struct rows *r, size_t field)
{
    struct span *in = &r->w->in;

    if (in->at < in->end && *in->at == ROWS_ABSENT) {
        in->at++;
        return true;
    }
    buf_add(r->w->out, r->names.data + r->name_at[field],
            r->name_at[field + 1] - r->name_at[field]);
    return json_write_one(r->w);
}

/* The members from `first` to before `end` as the base has them. */
static void
copy_members(struct rows *r, const uint32_t *base, uint32_t *starts, size_t first, size_t end)
{
    struct buf *out = r->w->out;
    size_t len = base[end] - base[first];
    uint32_t ahead = here(r) - base[first];
    uint8_t *to = buf_reserve(out, len);

    for (size_t i = first; i < end; i++)
        starts[i] = base[i] + ahead;
    if (len == 0)
        return;
    memcpy(to, out->data + r->begun + base[first], len);
    *to = ','; /* the base may have its brace there */
    out->len += len;
}

static size_t
next_set(uint64_t mask, size_t from, size_t end)
{
    uint64_t rest = mask >> from;

    return rest ? from + (size_t)__builtin_ctzll(rest) : end;
}

static bool
write_members(struct rows *r, const uint32_t *base, uint64_t mask, uint32_t *starts)
{
    for (size_t i = 0; i < r->fields;) {
        size_t next = base != NULL ? next_set(mask, i, r->fields) : i;

        if (next > i) {
            copy_members(r, base, starts, i, next);
        } else {
            starts[next++] = here(r);
            if (!write_member(r, i))
                return false;
        }
        i = next;
    }
    starts[r->fields] = here(r);
    return true;
}

static bool
read_base(struct rows *r, size_t row, const uint32_t **base, uint64_t *mask)
{
    struct span *in = &r->w->in;
    uint64_t back;

    *base = NULL;
    *mask = 0;
    if (!span_number(in, 2, &back) || back > row)
        return false;
    if (back == 0)
        return true;
    *base = starts_of(r, row - back);
    return span_number(in, (r->fields + 7) / 8, mask) &&
           (r->fields == 64 || *mask >> r->fields == 0);
}

static bool
write_row(struct rows *r, size_t row)
{
    struct buf *out = r->w->out;
    size_t begun = out->len;
    const uint32_t *base;
    uint64_t mask;

    if (!read_base(r, row, &base, &mask) || !write_members(r, base, mask, starts_of(r, row)))
        return false;
    if (out->len == begun)
        json_put_byte(out, '{');
    else
        out->data[begun] = '{';
    json_put_byte(out, '}');
    return out->len - r->begun <= ROWS_TEXT_MAX;
}

static bool
write_rows(struct rows *r)
{
    if (!read_head(r))
        return false;
    json_put_byte(r->w->out, '[');
    for (size_t i = 0; i < r->count; i++) {
        if (i > 0)
            json_put_byte(r->w->out, ',');
        if (!write_row(r, i))
            return false;
    }
    json_put_byte(r->w->out, ']');
    return r->w->in.at == r->w->in.end;
}

/* Timestamp 32 or 64 of msgpack, as far as it is whole microseconds that we can write. */
static bool
read_stamp(struct bytes data, struct instant *out)
{
    struct span in = span_of(data);
    uint64_t bits, seconds, ns;

    if (!span_number(&in, data.len, &bits)) /* 4 or 8 bytes, see ROWS_STAMP_32 and _64 */
        return false;
    seconds = bits & ((UINT64_C(1) << 34) - 1);
    ns = bits >> 34;
    out->us = (int64_t)(seconds * 1000000 + ns / 1000);
    return ns < 1000000000 && ns % 1000 == 0 && out->us <= instant_max.us;
}

bool
json_write_stamp(struct writer *w, struct bytes stamp)
{
    struct instant at;
    char *text, *to;

    if (!read_stamp(stamp, &at))
        return false;
    text = (char *)buf_reserve(w->out, INSTANT_TEXT + 2);
    to = text;
    *to++ = '"';
    to += day_format_again(&w->memo, day_of_instant(at), to);
    to += time_format(at, to);
    *to++ = '"';
    w->out->len += (size_t)(to - text);
    return true;
}

/* The input is the rows alone meanwhile. */
bool
json_write_rows(struct writer *w, struct bytes rows)
{
    struct rows r = {.w = w, .begun = w->out->len};
    struct span behind = w->in;
    bool good;

    if (w->in_rows || w->depth + 2 > WRITE_DEPTH || rows.len > ROWS_TEXT_MAX)
        return false;
    w->in = span_of(rows);
    w->in_rows = true;
    w->memo.len = 0;
    w->depth += 2;
    good = write_rows(&r);
    w->depth -= 2;
    w->in_rows = false;
    w->in = behind;
    buf_fini(&r.names);
    buf_fini(&r.starts);
    return good;
}
