#include "shared/codec/wire.h"

#include "shared/base/must.h"
#include "shared/base/utf8.h"
#include "shared/codec/wire_private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void
problems_init(struct problems *p, struct arena *a)
{
    *p = (struct problems){.arena = a};
    p->tail = &p->first;
}

void
problems_add(struct problems *p, const char *field, const char *format, ...)
{
    struct problem *new;
    va_list args;

    if (p->count++ >= PROBLEMS_MAX)
        return;
    new = arena_one(p->arena, struct problem);
    new->field = arena_strndup(p->arena, field, strlen(field));
    va_start(args, format);
    new->what = arena_vprintf(p->arena, format, args);
    va_end(args);
    *p->tail = new;
    p->tail = &new->next;
}

/* Where in the input we are: a chain on the stack, made text only for a problem. */
struct path {
    const struct path *up;
    const char *name;
    size_t name_len;
    long index; /* of an array's item, or -1 */
};

struct walk {
    struct problems *problems;
    enum wire_mode mode;
    bool from_text; /* a query or path: every scalar comes as text */
};

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
    /* A field that the client made up may be long, or not text that can be shown. */
    buf_add(out, at->name, at->name_len < 100 ? at->name_len : 100);
}

static void bad(struct walk *w, const struct path *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void
bad(struct walk *w, const struct path *at, const char *format, ...)
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

static void *
member(void *object, size_t offset)
{
    return (char *)object + offset;
}

static bool
text_is(const msgpack_object *in, const char **text, size_t *len)
{
    if (in->type != MSGPACK_OBJECT_STR)
        return false;
    *text = in->via.str.ptr;
    *len = in->via.str.size;
    return true;
}

static bool
chosen(const char *const *choices, const char *text, size_t len)
{
    for (; *choices != NULL; choices++)
        if (strlen(*choices) == len && memcmp(*choices, text, len) == 0)
            return true;
    return false;
}

static const char *
choices_text(struct arena *a, const char *const *choices)
{
    const char *all = "";

    for (; *choices != NULL; choices++)
        all = arena_printf(a, "%s%s%s", all, *all ? ", " : "", *choices);
    return all;
}

static void
decode_text(struct walk *w, const struct path *at, const struct field *f, const msgpack_object *in,
            const char **out)
{
    const char *text, *why;
    size_t len;
    int64_t count;

    if (!text_is(in, &text, &len))
        return bad(w, at, "must be a string");
    count = utf8_count(text, len);
    if (count < 0)
        return bad(w, at, "must be UTF-8");
    if (memchr(text, '\0', len) != NULL)
        return bad(w, at, "must not contain U+0000");
    if (f->choices != NULL && w->mode != WIRE_TRUSTED && !chosen(f->choices, text, len))
        return bad(w, at, "must be one of: %s", choices_text(w->problems->arena, f->choices));
    if (w->mode != WIRE_TRUSTED && count < f->min)
        return bad(w, at, "must have at least %lld characters", (long long)f->min);
    if (w->mode != WIRE_TRUSTED && f->max > 0 && count > f->max)
        return bad(w, at, "must have at most %lld characters", (long long)f->max);
    if (w->mode != WIRE_TRUSTED && f->bytes_max > 0 && (int64_t)len > f->bytes_max)
        return bad(w, at, "must have at most %lld bytes", (long long)f->bytes_max);
    why = f->format != NULL && w->mode != WIRE_TRUSTED ? f->format(text, len) : NULL;
    if (why != NULL)
        return bad(w, at, "%s", why);
    *out = arena_strndup(w->problems->arena, text, len);
}

/* Digits with a sign, nothing else; false when it is not that or does not fit. */
static bool
int_parse(const char *text, size_t len, int64_t *out)
{
    size_t i = len > 0 && text[0] == '-' ? 1 : 0;
    int64_t value = 0;

    if (i == len || len > 20)
        return false;
    for (; i < len; i++) {
        if (text[i] < '0' || text[i] > '9' || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, text[i] - '0', &value))
            return false;
    }
    if (text[0] != '-' && __builtin_mul_overflow(value, -1, &value))
        return false;
    *out = value;
    return true;
}

/* A whole number, also when written 3.0: JSON does not tell them apart. */
static bool
int_from(const struct walk *w, const msgpack_object *in, int64_t *out, bool *whole)
{
    *whole = true;
    if (w->from_text)
        return in->type == MSGPACK_OBJECT_STR && int_parse(in->via.str.ptr, in->via.str.size, out);
    if (in->type == MSGPACK_OBJECT_POSITIVE_INTEGER) {
        *out = (int64_t)in->via.u64;
        return in->via.u64 <= INT64_MAX;
    }
    if (in->type == MSGPACK_OBJECT_NEGATIVE_INTEGER) {
        *out = in->via.i64;
        return true;
    }
    *whole = (in->type == MSGPACK_OBJECT_FLOAT64 || in->type == MSGPACK_OBJECT_FLOAT32) &&
             trunc(in->via.f64) == in->via.f64;
    if (!*whole || fabs(in->via.f64) >= 9007199254740992.0)
        return false;
    *out = (int64_t)in->via.f64;
    return true;
}

static void
decode_int(struct walk *w, const struct path *at, const struct field *f, const msgpack_object *in,
           int64_t *out)
{
    int64_t value = 0;
    bool whole, fits = int_from(w, in, &value, &whole);

    if (!whole || (w->from_text && !fits))
        return bad(w, at, "must be an integer");
    if (!fits || (w->mode != WIRE_TRUSTED && (value < f->min || value > f->max)))
        return bad(w, at, "must be from %lld to %lld", (long long)f->min, (long long)f->max);
    *out = value;
}

static void
decode_bool(struct walk *w, const struct path *at, const msgpack_object *in, bool *out)
{
    const char *text;
    size_t len;

    if (!w->from_text && in->type == MSGPACK_OBJECT_BOOLEAN) {
        *out = in->via.boolean;
        return;
    }
    if (w->from_text && text_is(in, &text, &len) && len == 4 && memcmp(text, "true", 4) == 0)
        *out = true;
    else if (w->from_text && text_is(in, &text, &len) && len == 5 && memcmp(text, "false", 5) == 0)
        *out = false;
    else
        bad(w, at, "must be true or false");
}

static bool
instant_from(struct walk *w, const struct path *at, const char *text, size_t len,
             struct instant *out)
{
    if (!instant_parse(text, len, out)) {
        bad(w, at, "must be a date-time of RFC 3339 with at most six digits of fraction");
        return false;
    }
    if (out->us < instant_min.us || out->us > instant_max.us) {
        bad(w, at, "must be from 1900-01-01T00:00:00Z to 2200-01-01T00:00:00Z");
        return false;
    }
    return true;
}

static bool
day_from(struct walk *w, const struct path *at, const char *text, size_t len, struct day *out)
{
    if (!day_parse(text, len, out)) {
        bad(w, at, "must be a date such as 2026-03-01");
        return false;
    }
    if (out->days < day_min.days || out->days > day_max.days) {
        bad(w, at, "must be from 1900-01-01 to 2200-01-01");
        return false;
    }
    return true;
}

static void
decode_moment(struct walk *w, const struct path *at, const char *text, size_t len,
              struct moment *out)
{
    struct day day;

    if (len != strlen("2026-03-01")) {
        instant_from(w, at, text, len, &out->at);
    } else if (day_from(w, at, text, len, &day)) {
        out->at = instant_of_day(day);
        out->is_date = true;
    }
}

/* The kinds that JSON writes as a string of some form. */
static void
decode_formed(struct walk *w, const struct path *at, const struct field *f,
              const msgpack_object *in, void *out)
{
    const char *text;
    size_t len;

    if (!text_is(in, &text, &len))
        return bad(w, at, "must be a string");
    if (f->kind == FIELD_INSTANT)
        instant_from(w, at, text, len, out);
    else if (f->kind == FIELD_DAY)
        day_from(w, at, text, len, out);
    else if (f->kind == FIELD_MOMENT)
        decode_moment(w, at, text, len, out);
    else if (!uuid_parse(text, len, out))
        bad(w, at, "must be a UUID");
}

static void decode_map(struct walk *w, const struct path *at, const struct shape *shape,
                       const msgpack_object *in, void *out);

static void
decode_one(struct walk *w, const struct path *at, const struct field *f, const msgpack_object *in,
           void *out)
{
    switch (f->kind) {
    case FIELD_TEXT:
        return decode_text(w, at, f, in, out);
    case FIELD_INT:
        return decode_int(w, at, f, in, out);
    case FIELD_BOOL:
        return decode_bool(w, at, in, out);
    case FIELD_UUID:
    case FIELD_INSTANT:
    case FIELD_DAY:
    case FIELD_MOMENT:
        return decode_formed(w, at, f, in, out);
    case FIELD_OBJECT:
        if (in->type != MSGPACK_OBJECT_MAP)
            return bad(w, at, "must be an object");
        return decode_map(w, at, f->shape, in, out);
    case FIELD_ANY:
        ((struct any *)out)->object = in;
        return;
    }
}

size_t
wire_item_size(const struct field *f)
{
    static const size_t sizes[] = {
        [FIELD_TEXT] = sizeof(char *),
        [FIELD_INT] = sizeof(int64_t),
        [FIELD_BOOL] = sizeof(bool),
        [FIELD_UUID] = sizeof(struct uuid),
        [FIELD_INSTANT] = sizeof(struct instant),
        [FIELD_DAY] = sizeof(struct day),
        [FIELD_MOMENT] = sizeof(struct moment),
        [FIELD_ANY] = sizeof(struct any),
    };

    return f->kind == FIELD_OBJECT ? f->shape->size : sizes[f->kind];
}

static bool
same_object(const msgpack_object *a, const msgpack_object *b)
{
    return msgpack_object_equal(*a, *b);
}

static void
check_unique(struct walk *w, const struct path *at, const msgpack_object_array *in)
{
    for (uint32_t i = 1; i < in->size; i++)
        for (uint32_t j = 0; j < i; j++)
            if (same_object(&in->ptr[i], &in->ptr[j]))
                return bad(w, &(struct path){.up = at, .index = (long)i}, "must not be repeated");
}

static void
decode_array(struct walk *w, const struct path *at, const struct field *f, const msgpack_object *in,
             struct wire_array *out)
{
    size_t size = wire_item_size(f);
    char *items;

    if (in->type != MSGPACK_OBJECT_ARRAY)
        return bad(w, at, "must be an array");
    if (w->mode != WIRE_TRUSTED && f->items_max > 0 && in->via.array.size > f->items_max)
        return bad(w, at, "must have at most %lld items", (long long)f->items_max);
    if (w->mode != WIRE_TRUSTED && in->via.array.size < f->items_min)
        return bad(w, at, "must have at least %lld items", (long long)f->items_min);
    items = arena_alloc(w->problems->arena, in->via.array.size, size, 16);
    for (uint32_t i = 0; i < in->via.array.size; i++) {
        const struct path here = {.up = at, .index = (long)i};

        decode_one(w, &here, f, &in->via.array.ptr[i], items + i * size);
    }
    if (f->flags & FIELD_UNIQUE && w->mode != WIRE_TRUSTED && in->via.array.size <= 1000)
        check_unique(w, at, &in->via.array);
    *out = (struct wire_array){.items = items, .count = in->via.array.size};
}

static void
decode_default(struct walk *w, const struct path *at, const struct field *f, void *out)
{
    struct walk text = {.problems = w->problems, .mode = w->mode, .from_text = true};
    msgpack_object value = {.type = MSGPACK_OBJECT_STR};

    value.via.str.ptr = f->fallback;
    value.via.str.size = (uint32_t)strlen(f->fallback);
    decode_one(&text, at, f, &value, member(out, f->offset));
}

static void
decode_absent(struct walk *w, const struct path *at, const struct field *f, bool null, void *out)
{
    if (f->flags & FIELD_REQUIRED && w->mode != WIRE_PARTIAL)
        return bad(w, at, null ? "must not be null" : "is required");
    if (f->flags & FIELD_REQUIRED && null)
        return bad(w, at, "must not be null");
    if (f->fallback != NULL)
        decode_default(w, at, f, out);
}

static void
decode_member(struct walk *w, const struct path *up, const struct field *f,
              const msgpack_object *in, void *out)
{
    const struct path at = {.up = up, .name = f->name, .name_len = strlen(f->name), .index = -1};

    if (f->flags & FIELD_READ_ONLY && w->mode != WIRE_TRUSTED) {
        if (in != NULL && w->mode == WIRE_CREATE)
            bad(w, &at, "is read-only");
        return;
    }
    if (in == NULL || (in->type == MSGPACK_OBJECT_NIL && f->kind != FIELD_ANY))
        return decode_absent(w, &at, f, in != NULL, out);
    if (f->has_offset >= 0)
        *(bool *)member(out, (size_t)f->has_offset) = true;
    if (f->flags & FIELD_ARRAY)
        decode_array(w, &at, f, in, member(out, f->offset));
    else
        decode_one(w, &at, f, in, member(out, f->offset));
}

static bool
key_is(const msgpack_object *key, const char *name, size_t len)
{
    return key->type == MSGPACK_OBJECT_STR && key->via.str.size == len &&
           memcmp(key->via.str.ptr, name, len) == 0;
}

const msgpack_object *
map_find(const msgpack_object *map, const char *name)
{
    size_t len = strlen(name);

    if (map == NULL || map->type != MSGPACK_OBJECT_MAP)
        return NULL;
    for (uint32_t i = 0; i < map->via.map.size; i++)
        if (key_is(&map->via.map.ptr[i].key, name, len))
            return &map->via.map.ptr[i].val;
    return NULL;
}

const struct field *
shape_find(const struct shape *shape, const char *name, size_t len)
{
    for (unsigned i = 0; i < shape->field_count; i++)
        if (strlen(shape->fields[i].name) == len && memcmp(shape->fields[i].name, name, len) == 0)
            return &shape->fields[i];
    return NULL;
}

/* Members that the shape does not have, and members given twice. */
static void
check_keys(struct walk *w, const struct path *at, const struct shape *shape,
           const msgpack_object *in)
{
    bool seen[128] = {false};

    must(shape->field_count <= ARRAY_LEN(seen));
    for (uint32_t i = 0; i < in->via.map.size; i++) {
        const msgpack_object *key = &in->via.map.ptr[i].key;
        const struct field *f = NULL;
        struct path here = {.up = at, .name = "?", .name_len = 1, .index = -1};

        if (key->type == MSGPACK_OBJECT_STR) {
            f = shape_find(shape, key->via.str.ptr, key->via.str.size);
            if (utf8_count(key->via.str.ptr, key->via.str.size) >= 0) {
                here.name = key->via.str.ptr;
                here.name_len = key->via.str.size;
            }
        }
        if (f == NULL)
            bad(w, &here, w->from_text ? "is not a parameter of this operation" : "is unknown");
        else if (seen[f - shape->fields])
            bad(w, &here, "is given twice");
        else
            seen[f - shape->fields] = true;
    }
}

static void
decode_map(struct walk *w, const struct path *at, const struct shape *shape,
           const msgpack_object *in, void *out)
{
    if (w->mode != WIRE_TRUSTED)
        check_keys(w, at, shape, in);
    for (unsigned i = 0; i < shape->field_count; i++) {
        const struct field *f = &shape->fields[i];
        const msgpack_object *value = map_find(in, f->name);

        if (value != NULL || w->mode != WIRE_PARTIAL)
            decode_member(w, at, f, value, out);
    }
}

void
wire_decode(struct problems *p, const struct shape *shape, const msgpack_object *in,
            enum wire_mode mode, void *out)
{
    struct walk w = {.problems = p, .mode = mode};

    memset(out, 0, shape->size);
    if (in == NULL || in->type != MSGPACK_OBJECT_MAP)
        return problems_add(p, "body", "must be an object");
    decode_map(&w, NULL, shape, in, out);
}

/* One parameter: its texts are the items of an array, or the one value. */
static void
decode_parameter(struct walk *w, const struct field *f, const msgpack_object *in, void *out)
{
    const struct path at = {.name = f->name, .name_len = strlen(f->name), .index = -1};

    if (in != NULL && !(f->flags & FIELD_ARRAY) && in->type == MSGPACK_OBJECT_ARRAY) {
        if (in->via.array.size > 1)
            return bad(w, &at, "is given more than once");
        in = in->via.array.size == 1 ? &in->via.array.ptr[0] : NULL;
    }
    decode_member(w, NULL, f, in, out);
}

void
wire_decode_texts(struct problems *p, const struct shape *shape, const msgpack_object *in,
                  void *out)
{
    struct walk w = {.problems = p, .mode = WIRE_CREATE, .from_text = true};
    static const msgpack_object nothing = {.type = MSGPACK_OBJECT_MAP};

    if (in == NULL || in->type != MSGPACK_OBJECT_MAP)
        in = &nothing;
    check_keys(&w, NULL, shape, in);
    for (unsigned i = 0; i < shape->field_count; i++)
        decode_parameter(&w, &shape->fields[i], map_find(in, shape->fields[i].name), out);
}
