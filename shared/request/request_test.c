/* What handlers say about versions, pages, cursors and changes, by tables. */
#include "shared/request/request.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"
#include "shared/request/amend.h"
#include "shared/request/cursor.h"

struct thing {
    struct uuid id;
    const char *name;
    const char *note;
    int64_t size;
    bool has_day;
    struct day day;
    struct texts tags;
    int64_t version;
    struct instant created_at;
    bool has_gone_at;
    struct instant gone_at;
};

#define AT(f) .offset = offsetof(struct thing, f)

static const struct field thing_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, AT(id), .has_offset = -1},
    {.name = "name",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     AT(name),
     .has_offset = -1,
     .min = 1,
     .max = 100000},
    {.name = "note", .kind = FIELD_TEXT, AT(note), .has_offset = -1, .max = 10},
    {.name = "size", .kind = FIELD_INT, AT(size), .has_offset = -1, .max = 9, .fallback = "3"},
    {.name = "day", .kind = FIELD_DAY, AT(day), .has_offset = offsetof(struct thing, has_day)},
    {.name = "tags",
     .kind = FIELD_TEXT,
     .flags = FIELD_ARRAY,
     AT(tags),
     .has_offset = -1,
     .max = 10,
     .items_max = 3},
    {.name = "version",
     .kind = FIELD_INT,
     .flags = FIELD_READ_ONLY,
     AT(version),
     .has_offset = -1,
     .min = 1,
     .max = 1000},
    {.name = "created_at",
     .kind = FIELD_INSTANT,
     .flags = FIELD_READ_ONLY,
     AT(created_at),
     .has_offset = -1},
    {.name = "gone_at",
     .kind = FIELD_INSTANT,
     .flags = FIELD_READ_ONLY,
     AT(gone_at),
     .has_offset = offsetof(struct thing, has_gone_at)},
};
static const struct shape thing_shape = {
    .name = "thing",
    .size = sizeof(struct thing),
    .fields = thing_fields,
    .field_count = ARRAY_LEN(thing_fields),
    .id_offset = offsetof(struct thing, id),
    .version_offset = offsetof(struct thing, version),
};

static const struct operation replace = {.name = "thing.replace", .body_mode = WIRE_REPLACE};
static const struct operation patch = {.name = "thing.patch", .body_mode = WIRE_PARTIAL};
static const struct operation list = {.name = "thing.list"}, others = {.name = "thing.others"};

static const char *const stored_tags[] = {"a", "b"};
static const struct thing stored = {
    .id = {{1, 2, 3}},
    .name = "Ada",
    .note = "first",
    .size = 7,
    .tags = {stored_tags, 2},
    .version = 4,
    .created_at = {1000000},
};

static struct request
asked(const struct operation *op)
{
    return (struct request){.arena = arena, .operation = op, .caller = {.zone = "UTC"}};
}

static const msgpack_object *
object(const char *json)
{
    const struct bytes text = {(const uint8_t *)json, strlen(json)};
    const msgpack_object *out;
    const char *why;
    struct buf buf;

    buf_init(&buf);
    must(json_to_msgpack(arena, text, &buf, &why) == JSON_OK);
    out = msg_unpack(arena, bytes_keep(arena, (struct bytes){buf.data, buf.len}));
    buf_fini(&buf);
    return out;
}

/* The problems as `field: what; field: what`. */
static const char *
told(const struct request *rq)
{
    const char *all = "";

    for (const struct problem *p = rq->problems.first; p != NULL; p = p->next)
        all = arena_printf(arena, "%s%s%s", all, *all ? "; " : "", p->field);
    return all;
}

static const char *
shown(const struct thing *t)
{
    struct buf packed, json;
    const char *text;

    buf_init(&packed);
    buf_init(&json);
    wire_encode(&packed, &thing_shape, t);
    must(json_from_msgpack((struct bytes){packed.data, packed.len}, &json));
    text = arena_strndup(arena, (const char *)json.data, json.len);
    buf_fini(&json);
    buf_fini(&packed);
    return text;
}

#define ID   "\"id\":\"01020300-0000-0000-0000-000000000000\""
#define REST "\"version\":4,\"created_at\":\"1970-01-01T00:00:01Z\",\"gone_at\":null}"
#define AS_IT_WAS                                                                                  \
    "{" ID                                                                                         \
    ",\"name\":\"Ada\",\"note\":\"first\",\"size\":7,\"day\":null,\"tags\":[\"a\",\"b\"]," REST

static const struct {
    const char *name;
    const struct operation *op;
    const char *body, *problems, *next;
} amendments[] = {
    {"an empty patch changes nothing", &patch, "{}", "", AS_IT_WAS},
    {"what was read can be written back", &replace, AS_IT_WAS, "", AS_IT_WAS},
    {"a patch changes one member", &patch, "{\"name\":\"Eve\"}", "",
     "{" ID
     ",\"name\":\"Eve\",\"note\":\"first\",\"size\":7,\"day\":null,\"tags\":[\"a\",\"b\"]," REST},
    {"null in a patch clears, or brings the default", &patch, "{\"note\":null,\"size\":null}", "",
     "{" ID ",\"name\":\"Ada\",\"note\":null,\"size\":3,\"day\":null,\"tags\":[\"a\",\"b\"]," REST},
    {"a patch replaces an array whole", &patch, "{\"tags\":[\"z\"],\"day\":\"2026-03-01\"}", "",
     "{" ID ",\"name\":\"Ada\",\"note\":\"first\",\"size\":7,\"day\":\"2026-03-01\",\"tags\":["
     "\"z\"]," REST},
    {"a replace forgets what it does not name", &replace, "{\"name\":\"Eve\"}", "",
     "{" ID ",\"name\":\"Eve\",\"note\":null,\"size\":3,\"day\":null,\"tags\":[]," REST},
    {"a replace needs what is required", &replace, "{}", "name", NULL},
    {"a patch cannot clear what is required", &patch, "{\"name\":null}", "name", NULL},
    {"all problems at once", &patch,
     "{\"note\":\"12345678901\",\"size\":10,\"odd\":1,\"version\":5}", "odd; note; size; version",
     NULL},
    {"another id", &replace, "{\"name\":\"x\",\"id\":\"01020300-0000-0000-0000-000000000001\"}",
     "id", NULL},
    {"the same id in capitals and the same instant with another offset", &replace,
     "{\"name\":\"Ada\",\"note\":\"first\",\"size\":7,\"tags\":[\"a\",\"b\"],"
     "\"id\":\"01020300-0000-0000-0000-000000000000\",\"created_at\":\"1970-01-01T01:00:01.000+01:"
     "00\"}",
     "", AS_IT_WAS},
    {"another instant", &patch, "{\"created_at\":\"1970-01-01T00:00:02Z\"}", "created_at", NULL},
    {"a version of another type", &patch, "{\"version\":\"4\"}", "version", NULL},
    {"a read-only member cannot be cleared", &patch, "{\"version\":null}", "version", NULL},
    {"null where null is stored", &patch, "{\"gone_at\":null}", "", AS_IT_WAS},
    {"a value where null is stored", &patch, "{\"gone_at\":\"1970-01-01T00:00:02Z\"}", "gone_at",
     NULL},
};

static void
amend_decides(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(amendments); i++) {
        struct request rq = asked(amendments[i].op);
        struct thing next;
        enum err err;

        rq.body = object(amendments[i].body);
        err = amend(&rq, &thing_shape, &stored, &next);
        CHECK(amendments[i].name, strcmp(told(&rq), amendments[i].problems) == 0);
        CHECK(amendments[i].name, err == (amendments[i].next != NULL ? OK : ERR_VALIDATION));
        if (amendments[i].next != NULL)
            CHECK(amendments[i].name, strcmp(shown(&next), amendments[i].next) == 0);
    }
}

static const struct {
    const char *name;
    bool has, any;
    int64_t versions[2];
    size_t count;
    enum err want;
} matches[] = {
    {"no condition", false, false, {0}, 0, OK},
    {"whatever version", true, true, {0}, 0, OK},
    {"the version", true, false, {4}, 1, OK},
    {"the second of two", true, false, {3, 4}, 2, OK},
    {"another version", true, false, {3}, 1, ERR_PRECONDITION_FAILED},
    {"no version that can be read", true, false, {0}, 0, ERR_PRECONDITION_FAILED},
};

static void
versions_match(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(matches); i++) {
        struct request rq = asked(&replace);

        rq.has_if_version = matches[i].has;
        rq.if_any = matches[i].any;
        rq.if_versions = matches[i].versions;
        rq.if_version_count = matches[i].count;
        CHECK(matches[i].name, match_version(&rq, 4) == matches[i].want);
    }
}

static void
pages_end_at_their_limit_or_at_512_kib(void **state)
{
    struct thing rows[20];
    char *name = arena_alloc(arena, 100001, 1, 1);

    (void)state;
    memset(name, 'x', 100000);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        rows[i] = stored;
    assert_int_equal(20, page_fit(&thing_shape, rows, 20, 20));
    assert_int_equal(7, page_fit(&thing_shape, rows, 20, 7));
    assert_int_equal(3, page_fit(&thing_shape, rows, 3, 7));
    assert_int_equal(0, page_fit(&thing_shape, rows, 0, 7));
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        rows[i].name = name;
    assert_int_equal(5, page_fit(&thing_shape, rows, 20, 20));
}

static void
a_row_larger_than_a_page_is_a_page(void **state)
{
    struct thing row = stored;
    char *name = arena_alloc(arena, 600001, 1, 1);

    (void)state;
    memset(name, 'x', 600000);
    row.name = name;
    assert_int_equal(1, page_fit(&thing_shape, &row, 1, 50));
}

static const struct cursor position = {
    .keys = {-5, INT64_MAX, INT64_MIN}, .text = "Zoë", .id = {{9, 8, 7}}};

static void
a_cursor_comes_back_as_it_was(void **state)
{
    struct request rq = asked(&list);
    struct cursor back;

    (void)state;
    rq.query = object("{\"search\":[\"a\"],\"limit\":[\"3\"]}");
    assert_int_equal(OK, cursor_decode(&rq, cursor_encode(&rq, &position), &back));
    assert_memory_equal(position.keys, back.keys, sizeof back.keys);
    assert_true(uuid_equal(back.id, position.id));
    assert_string_equal("Zoë", back.text);
    assert_int_equal(OK, cursor_decode(&rq, cursor_encode(&rq, &(struct cursor){0}), &back));
    assert_null(back.text);
}

static const struct {
    const char *name;
    const struct operation *op;
    const char *query, *zone;
    uint8_t user;
    enum err want;
} readers[] = {
    {"the same request", &list, "{\"search\":[\"a\"],\"tag\":[\"x\",\"y\"]}", "UTC", 1, OK},
    {"another page size, the order of parameters", &list,
     "{\"tag\":[\"x\",\"y\"],\"cursor\":[\"c\"],\"limit\":[\"9\"],\"search\":[\"a\"]}", "UTC", 1,
     OK},
    {"another list", &others, "{\"search\":[\"a\"],\"tag\":[\"x\",\"y\"]}", "UTC", 1,
     ERR_INVALID_CURSOR},
    {"another filter", &list, "{\"search\":[\"b\"],\"tag\":[\"x\",\"y\"]}", "UTC", 1,
     ERR_INVALID_CURSOR},
    {"one filter less", &list, "{\"search\":[\"a\"]}", "UTC", 1, ERR_INVALID_CURSOR},
    {"no filter", &list, NULL, "UTC", 1, ERR_INVALID_CURSOR},
    {"another zone", &list, "{\"search\":[\"a\"],\"tag\":[\"x\",\"y\"]}", "Asia/Tokyo", 1,
     ERR_INVALID_CURSOR},
    {"another caller", &list, "{\"search\":[\"a\"],\"tag\":[\"x\",\"y\"]}", "UTC", 2,
     ERR_INVALID_CURSOR},
};

static void
a_cursor_belongs_to_one_list(void **state)
{
    struct request first = asked(&list);
    const char *text;

    (void)state;
    first.query = object("{\"search\":[\"a\"],\"tag\":[\"x\",\"y\"]}");
    first.caller.user_id.b[0] = 1;
    text = cursor_encode(&first, &position);
    for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
        struct request rq = asked(readers[i].op);
        struct cursor at;

        rq.query = readers[i].query != NULL ? object(readers[i].query) : NULL;
        rq.caller.user_id.b[0] = readers[i].user;
        rq.caller.zone = readers[i].zone;
        CHECK(readers[i].name, cursor_decode(&rq, text, &at) == readers[i].want);
    }
}

static void
a_damaged_cursor_is_refused(void **state)
{
    static const char *const texts[] = {"", "x", "====", "AAAA", "lgHEEA", "\xff\xff"};
    struct request rq = asked(&list);
    struct cursor at = {.keys = {77}};
    const char *good = cursor_encode(&rq, &position);
    char *bad;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        CHECK(texts[i], cursor_decode(&rq, texts[i], &at) == ERR_INVALID_CURSOR);
    for (size_t i = 0; i < 25; i++) { /* the head and the binding */
        bad = arena_strndup(arena, good, strlen(good));
        bad[i] = bad[i] == 'B' ? 'C' : 'B';
        CHECK(bad, cursor_decode(&rq, bad, &at) == ERR_INVALID_CURSOR);
    }
    bad = arena_strndup(arena, good, strlen(good) - 1);
    assert_int_equal(ERR_INVALID_CURSOR, cursor_decode(&rq, bad, &at));
    assert_int_equal(77, at.keys[0]);
}

static void
problems_become_one_refusal(void **state)
{
    struct request rq = asked(&list);

    (void)state;
    assert_int_equal(OK, refuse_problems(&rq));
    problem(&rq, "end_time", "is before %s", "start_time");
    problem(&rq, "tags[1]", "is odd");
    assert_int_equal(ERR_VALIDATION, refuse_problems(&rq));
    assert_string_equal("end_time; tags[1]", told(&rq));
    assert_string_equal("2 fields are not valid", rq.why);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(amend_decides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(versions_match, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pages_end_at_their_limit_or_at_512_kib, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row_larger_than_a_page_is_a_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cursor_comes_back_as_it_was, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cursor_belongs_to_one_list, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_damaged_cursor_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(problems_become_one_refusal, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
