/*
 * test_things - objects of every kind of field, made at random, for the tests of lists and sizes.
 * Included by tests only.
 */
#ifndef SHARED_CODEC_TEST_THINGS_H
#define SHARED_CODEC_TEST_THINGS_H

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/codec/wire.h"

struct part {
    const char *label;
    bool has_size;
    int64_t size;
};

struct parts {
    const struct part *items;
    size_t count;
};

struct moments {
    const struct moment *items;
    size_t count;
};

struct thing {
    struct uuid id;
    const char *name;
    const char *note;
    const char *secret;
    int64_t size;
    bool has_rank;
    int64_t rank;
    bool loud;
    bool has_born;
    struct day born;
    struct instant at;
    bool has_when;
    struct moment when;
    struct part part;
    struct bytes extra;
    struct texts tags;
    struct moments moments;
    struct parts parts;
};

struct things {
    struct {
        const void *items;
        size_t count;
    } data;
    const char *next;
};

#define AT(f)  .offset = offsetof(struct thing, f), .has_offset = -1
#define MAY(f) .offset = offsetof(struct thing, f), .has_offset = offsetof(struct thing, has_##f)

static const struct field part_fields[] = {
    {.name = "label", .kind = FIELD_TEXT, .offset = offsetof(struct part, label), .has_offset = -1},
    {.name = "size",
     .kind = FIELD_INT,
     .flags = FIELD_ABSENT_OK,
     .offset = offsetof(struct part, size),
     .has_offset = offsetof(struct part, has_size)},
};
static const struct shape part_shape = {"part", sizeof(struct part), part_fields, 2, -1, -1};
static const struct field thing_fields[] = {
    {.name = "note", .kind = FIELD_TEXT, .flags = FIELD_ABSENT_OK, AT(note)},
    {.name = "id", .kind = FIELD_UUID, AT(id)},
    {.name = "a \"name\"", .kind = FIELD_TEXT, AT(name)},
    {.name = "secret", .kind = FIELD_TEXT, .flags = FIELD_WRITE_ONLY, AT(secret)},
    {.name = "size", .kind = FIELD_INT, AT(size)},
    {.name = "rank", .kind = FIELD_INT, .flags = FIELD_ABSENT_OK, MAY(rank)},
    {.name = "loud", .kind = FIELD_BOOL, AT(loud)},
    {.name = "born", .kind = FIELD_DAY, MAY(born)},
    {.name = "at", .kind = FIELD_INSTANT, AT(at)},
    {.name = "when", .kind = FIELD_MOMENT, .flags = FIELD_ABSENT_OK, MAY(when)},
    {.name = "part", .kind = FIELD_OBJECT, AT(part), .shape = &part_shape},
    {.name = "extra", .kind = FIELD_JSON, AT(extra)},
    {.name = "tags", .kind = FIELD_TEXT, .flags = FIELD_ARRAY, AT(tags)},
    {.name = "moments", .kind = FIELD_MOMENT, .flags = FIELD_ARRAY, AT(moments)},
    {.name = "parts", .kind = FIELD_OBJECT, .flags = FIELD_ARRAY, AT(parts), .shape = &part_shape},
};
static const struct shape thing_shape = {
    "thing", sizeof(struct thing), thing_fields, ARRAY_LEN(thing_fields), 0, -1,
};
/* Whose first members may be missing, and all of them; without an id. */
static const struct field bare_fields[] = {
    {.name = "note", .kind = FIELD_TEXT, .flags = FIELD_ABSENT_OK, AT(note)},
    {.name = "rank", .kind = FIELD_INT, .flags = FIELD_ABSENT_OK, MAY(rank)},
    {.name = "when", .kind = FIELD_MOMENT, .flags = FIELD_ABSENT_OK, MAY(when)},
};
static const struct shape bare_shape = {
    "bare", sizeof(struct thing), bare_fields, ARRAY_LEN(bare_fields), -1, -1,
};

enum { THINGS = 60, WIDE = 65 };

static uint64_t seed;

static inline unsigned
some(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % below;
}

static inline const char *
some_text(void)
{
    static char copies[4][8];
    static const char *const texts[] = {
        "",           "a",
        "Zo\xc3\xab", "a \"quote\"",
        "\x01\n",     "one text longer than 31 bytes, with a head of two"};
    unsigned n = some(ARRAY_LEN(texts) + 2);
    char *copy;

    if (n < ARRAY_LEN(texts))
        return texts[n];
    if (n == ARRAY_LEN(texts))
        return NULL;
    /* Equal, but elsewhere. */
    copy = copies[some(ARRAY_LEN(copies))];
    strcpy(copy, "a");
    return copy;
}

static inline const char *
some_given_text(void)
{
    const char *text = some_text();

    return text != NULL ? text : "given";
}

static inline struct moment
some_moment(void)
{
    static const int64_t us[] = {0, -1, 1500000, 86400000000, 253402300800000000};

    return (struct moment){{us[some(ARRAY_LEN(us))]}, some(3) == 0};
}

static inline struct texts
some_tags(void)
{
    static const char *sets[3][2];
    const char **set = sets[some(3)];

    for (size_t i = 0; i < 2; i++)
        if (set[i] == NULL)
            set[i] = some_given_text();
    return (struct texts){set, some(3)};
}

static inline struct moments
some_moments(void)
{
    static struct moment sets[3][2];

    return (struct moments){sets[some(3)], some(3)};
}

static inline struct parts
some_parts(void)
{
    static struct part sets[3][3] = {{{.label = "a"}}, {{.label = "a"}, {.has_size = true}}};

    return (struct parts){sets[some(3)], some(4)};
}

/* {}, {"a": null}, {"a": {"b": [1]}}, or none. */
static inline struct bytes
some_extra(void)
{
    static const uint8_t empty[] = {0x80}, null[] = {0x81, 0xa1, 'a', 0xc0},
                         deep[] = {0x81, 0xa1, 'a', 0x81, 0xa1, 'b', 0x91, 0x01};
    const struct bytes values[] = {
        {empty, sizeof empty}, {null, sizeof null}, {deep, sizeof deep}, {0}};

    return values[some(ARRAY_LEN(values))];
}

static inline struct thing
some_thing(void)
{
    struct thing t = {
        .name = some_text(),
        .note = some_text(),
        .secret = some_text(),
        .size = (int64_t)some(3) * 100000 - 100000,
        .has_rank = some(2),
        .rank = some(3),
        .loud = some(2),
        .has_born = some(2),
        .born = {(int32_t)some(3) * 40000},
        .at = some_moment().at,
        .has_when = some(2),
        .when = some_moment(),
        .part = {some_text(), some(2), some(2)},
        .extra = some_extra(),
        .tags = some_tags(),
        .moments = some_moments(),
        .parts = some_parts(),
    };

    t.id.b[15] = (uint8_t)some(5);
    /* Of two ids with one ending only one is remembered. */
    t.id.b[0] = (uint8_t)some(2);
    return t;
}

/* Mostly another one again, in which a little has changed. */
static inline void
fill(struct thing *things, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        things[i] = some_thing();
        if (i == 0 || some(4) == 0)
            continue;
        things[i] = things[some((unsigned)i)];
        things[i].when = some_moment();
        if (some(2))
            things[i].has_rank = !things[i].has_rank;
        if (some(3) == 0)
            things[i].note = some_text();
    }
}

#endif
