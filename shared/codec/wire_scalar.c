/* One member's value that is neither object nor array, from a message or from a text. */
#include "shared/base/number.h"
#include "shared/base/utf8.h"
#include "shared/codec/wire_decode.h"

#include <math.h>
#include <string.h>

static bool
string_is(const msgpack_object *in, const char **text, size_t *len)
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

/* By its format or its pattern. */
static const char *
text_problem(const struct field *f, const char *text, size_t len)
{
    const char *why = f->format != NULL ? f->format(text, len) : NULL;

    if (why == NULL && f->pattern != NULL)
        why = pattern_problem(f->pattern, text, len);
    return why;
}

static void
decode_text(struct walk *w, const struct path *at, const struct field *f, const msgpack_object *in,
            const char **out)
{
    const char *text, *why;
    size_t len;
    int64_t count;

    if (!string_is(in, &text, &len))
        return wire_bad(w, at, "must be a string");
    count = utf8_count(text, len);
    if (count < 0)
        return wire_bad(w, at, "must be UTF-8");
    if (memchr(text, '\0', len) != NULL)
        return wire_bad(w, at, "must not contain U+0000");
    if (f->choices != NULL && w->mode != WIRE_TRUSTED && !chosen(f->choices, text, len))
        return wire_bad(w, at, "must be one of: %s", choices_text(w->problems->arena, f->choices));
    if (w->mode != WIRE_TRUSTED && count < f->min)
        return wire_bad(w, at, "must have at least %lld characters", (long long)f->min);
    if (w->mode != WIRE_TRUSTED && f->max > 0 && count > f->max)
        return wire_bad(w, at, "must have at most %lld characters", (long long)f->max);
    if (w->mode != WIRE_TRUSTED && f->bytes_max > 0 && (int64_t)len > f->bytes_max)
        return wire_bad(w, at, "must have at most %lld bytes", (long long)f->bytes_max);
    why = w->mode != WIRE_TRUSTED ? text_problem(f, text, len) : NULL;
    if (why != NULL)
        return wire_bad(w, at, "%s", why);
    *out = arena_strndup(w->problems->arena, text, len);
}

/* A whole number, also when written 3.0: JSON does not tell them apart. */
static bool
int_from(const struct walk *w, const msgpack_object *in, int64_t *out, bool *whole)
{
    *whole = true;
    if (w->from_text)
        return in->type == MSGPACK_OBJECT_STR &&
               number_parse(in->via.str.ptr, in->via.str.size, out);
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
        return wire_bad(w, at, "must be an integer");
    if (!fits || (w->mode != WIRE_TRUSTED && (value < f->min || value > f->max)))
        return wire_bad(w, at, "must be from %lld to %lld", (long long)f->min, (long long)f->max);
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
    if (w->from_text && string_is(in, &text, &len) && len == 4 && memcmp(text, "true", 4) == 0)
        *out = true;
    else if (w->from_text && string_is(in, &text, &len) && len == 5 &&
             memcmp(text, "false", 5) == 0)
        *out = false;
    else
        wire_bad(w, at, "must be true or false");
}

static bool
instant_from(struct walk *w, const struct path *at, const char *text, size_t len,
             struct instant *out)
{
    if (!instant_parse(text, len, out)) {
        wire_bad(w, at, "must be a date-time of RFC 3339 with at most six digits of fraction");
        return false;
    }
    if (out->us < instant_min.us || out->us > instant_max.us) {
        wire_bad(w, at, "must be from 1900-01-01T00:00:00Z to 2200-01-01T00:00:00Z");
        return false;
    }
    return true;
}

/* A date of the time line. */
static bool
day_from(struct walk *w, const struct path *at, const char *text, size_t len, struct day *out)
{
    if (!day_parse(text, len, out)) {
        wire_bad(w, at, "must be a date such as 2026-03-01");
        return false;
    }
    if (out->days < day_min.days || out->days > day_max.days) {
        wire_bad(w, at, "must be from 1900-01-01 to 2200-01-01");
        return false;
    }
    return true;
}

/* `--03-01`, the form of vCard. */
static bool
yearless_parse(const char *text, size_t len, struct day *out)
{
    char of_year_0[] = "0000-mm-dd";

    if (len != strlen("--03-01") || memcmp(text, "--", 2) != 0)
        return false;
    memcpy(of_year_0 + 4, text + 1, len - 1);
    return day_parse(of_year_0, strlen(of_year_0), out);
}

/* A date of any age. */
static void
decode_day(struct walk *w, const struct path *at, const struct field *f, const char *text,
           size_t len, struct day *out)
{
    bool yearless = (f->flags & FIELD_YEARLESS) != 0;

    if (yearless && yearless_parse(text, len, out))
        return;
    if (!day_parse(text, len, out))
        wire_bad(w, at, "must be a date such as 2026-03-01%s",
                 yearless ? ", or --03-01 without a year" : "");
    else if (out->days < date_min.days || out->days > date_max.days)
        wire_bad(w, at, "must be from 0001-01-01 to 9999-12-31");
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

    if (!string_is(in, &text, &len))
        return wire_bad(w, at, "must be a string");
    if (f->kind == FIELD_INSTANT)
        instant_from(w, at, text, len, out);
    else if (f->kind == FIELD_DAY)
        decode_day(w, at, f, text, len, out);
    else if (f->kind == FIELD_MOMENT)
        decode_moment(w, at, text, len, out);
    else if (!uuid_parse(text, len, out))
        wire_bad(w, at, "must be a UUID in lower case");
}

void
wire_decode_scalar(struct walk *w, const struct path *at, const struct field *f,
                   const msgpack_object *in, void *out)
{
    if (f->kind == FIELD_TEXT)
        decode_text(w, at, f, in, out);
    else if (f->kind == FIELD_INT)
        decode_int(w, at, f, in, out);
    else if (f->kind == FIELD_BOOL)
        decode_bool(w, at, in, out);
    else
        decode_formed(w, at, f, in, out);
}
