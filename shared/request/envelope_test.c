/* Both sides of an envelope, against each other and against what strangers send. */
#include "shared/request/envelope.h"

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "shared/codec/pack.h"

struct thing {
    const char *name;
    int64_t version;
};

static const struct field thing_fields[] = {
    {.name = "name",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .offset = offsetof(struct thing, name),
     .has_offset = -1,
     .max = 9},
    {.name = "version",
     .kind = FIELD_INT,
     .flags = FIELD_READ_ONLY,
     .offset = offsetof(struct thing, version),
     .has_offset = -1},
};
static const struct shape thing_shape = {
    .name = "thing",
    .size = sizeof(struct thing),
    .fields = thing_fields,
    .field_count = ARRAY_LEN(thing_fields),
    .id_offset = -1,
    .version_offset = offsetof(struct thing, version),
};

struct thing_in {
    struct thing body;
};

static const struct operation ours = {
    .name = "thing.tell",
    .auth = AUTH_SERVICE,
    .body = &thing_shape,
    .body_offset = offsetof(struct thing_in, body),
    .body_mode = WIRE_TRUSTED,
    .input_size = sizeof(struct thing_in),
    .output = &thing_shape,
};
static const struct operation of_users = {
    .name = "thing.make",
    .auth = AUTH_USER,
    .body = &thing_shape,
    .body_offset = offsetof(struct thing_in, body),
    .input_size = sizeof(struct thing_in),
    .output = &thing_shape,
};

static struct arena *arena;
static struct buf message;

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new(16 << 20);
    buf_init(&message);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    buf_fini(&message);
    arena_destroy(arena);
    return 0;
}

static struct bytes
sent(void)
{
    return (struct bytes){message.data, message.len};
}

static void
pack_text_of(const char *json)
{
    const char *why;

    buf_reset(&message);
    must(json_to_msgpack(arena, (struct bytes){(const uint8_t *)json, strlen(json)}, &message,
                         &why) == JSON_OK);
}

/* In place: a list of problems points into itself. */
static void
start(struct request *rq, const struct operation *op)
{
    *rq = (struct request){.arena = arena, .operation = op};
    problems_init(&rq->problems, arena);
}

static void
what_the_gateway_asks_arrives(void **state)
{
    static const int64_t versions[] = {3, 70000};
    const struct caller caller = {
        .kind = CALLER_USER,
        .user_id = {{1}},
        .session_id = {{2}},
        .zone = "Europe/Vienna",
        .address = "192.0.2.7",
    };
    const struct envelope e = {
        .caller = &caller,
        .rows = true,
        .has_if_version = true,
        .if_versions = versions,
        .if_version_count = 2,
        .idempotency_key = {(const uint8_t *)"a-key", 5},
    };
    struct request rq;
    void *in;

    (void)state;
    start(&rq, &of_users);
    envelope_begin(&message, &e, 3);
    envelope_path(&message, 1);
    pack_word(&message, "id");
    pack_word(&message, "7");
    envelope_query(&message, 0);
    envelope_body(&message);
    pack_map(&message, 1);
    pack_word(&message, "name");
    pack_word(&message, "Ada");
    assert_int_equal(envelope_read(&rq, sent(), &in), OK);
    assert_string_equal(((struct thing_in *)in)->body.name, "Ada");
    assert_int_equal(rq.caller.kind, CALLER_USER);
    assert_true(uuid_equal(rq.caller.user_id, caller.user_id));
    assert_true(uuid_equal(rq.caller.session_id, caller.session_id));
    assert_true(uuid_is_nil(rq.caller.key_id));
    assert_string_equal(rq.caller.zone, "Europe/Vienna");
    assert_string_equal(rq.caller.address, "192.0.2.7");
    assert_true(rq.rows && rq.has_if_version && !rq.if_any && rq.if_version_count == 2);
    assert_int_equal(rq.if_versions[1], 70000);
    assert_string_equal(rq.idempotency_key, "a-key");
    assert_true(rq.path != NULL && rq.query != NULL);
}

static void
the_scopes_of_a_key_arrive(void **state)
{
    static const char *const scopes[] = {"contacts:read", "events:write"};
    const struct caller caller = {.kind = CALLER_KEY,
                                  .user_id = {{1}},
                                  .key_id = {{3}},
                                  .scopes = {scopes, ARRAY_LEN(scopes)}};
    struct operation any = of_users;
    struct request rq;
    void *in;

    (void)state;
    any.auth = AUTH_KEY;
    any.body = NULL;
    start(&rq, &any);
    envelope_begin(&message, &(struct envelope){.caller = &caller}, 0);
    assert_int_equal(envelope_read(&rq, sent(), &in), OK);
    assert_int_equal(rq.caller.scopes.count, 2);
    assert_string_equal(rq.caller.scopes.items[0], "contacts:read");
    assert_string_equal(rq.caller.scopes.items[1], "events:write");
}

static const struct {
    const char *name, *zone, *found;
} zones[] = {
    {"as it is", "Europe/Vienna", "Europe/Vienna"},
    {"by a link", "US/Pacific", "US/Pacific"},
    {"one that tzdata has lost", "Mars/Olympus", "UTC"},
    {"an empty one", "", "UTC"},
    {"none", NULL, "UTC"},
};

static void
the_zone_of_a_caller_is_one_that_there_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
        const struct caller caller = {.kind = CALLER_USER, .user_id = {{1}}, .zone = zones[i].zone};
        struct request rq;
        void *in;

        start(&rq, &of_users);
        buf_reset(&message);
        envelope_begin(&message, &(struct envelope){.caller = &caller}, 1);
        envelope_body(&message);
        pack_map(&message, 1);
        pack_word(&message, "name");
        pack_word(&message, "Ada");
        CHECK(zones[i].name, envelope_read(&rq, sent(), &in) == OK);
        CHECK(zones[i].name, strcmp(rq.caller.zone, zones[i].found) == 0);
    }
}

static void
what_a_service_asks_arrives(void **state)
{
    const struct thing_in question = {.body = {.name = "Ada", .version = 5}};
    struct request rq;
    void *in;

    (void)state;
    start(&rq, &ours);
    envelope_ask(&message, &ours, &question);
    assert_int_equal(envelope_read(&rq, sent(), &in), OK);
    assert_string_equal(((struct thing_in *)in)->body.name, "Ada");
    assert_int_equal(((struct thing_in *)in)->body.version, 5);
    assert_int_equal(rq.caller.kind, CALLER_SERVICE);
    assert_true(rq.caller.address == NULL && !rq.rows && !rq.has_if_version);
    start(&rq, &of_users);
    assert_int_equal(envelope_read(&rq, sent(), &in), ERR_FORBIDDEN);
}

#define USER "\"user_id\":\"00000000-0000-4000-8000-000000000001\""
#define BODY "\"input\":{\"body\":{\"name\":\"Ada\"}}"

static const struct {
    const char *name, *json;
    enum err err;
} requests[] = {
    {"a user", "{\"v\":1,\"caller\":{\"kind\":\"user\"," USER "}," BODY "}", OK},
    {"members of a later release",
     "{\"v\":1,\"more\":1,\"caller\":{\"kind\":\"user\",\"more\":[]," USER "}," BODY "}", OK},
    {"nulls for what is not there",
     "{\"v\":1,\"if_version\":null,\"idempotency_key\":null,\"rows\":null,\"caller\":"
     "{\"kind\":\"user\",\"session_id\":null," USER "}," BODY "}",
     OK},
    {"an empty idempotency_key",
     "{\"v\":1,\"idempotency_key\":\"\",\"caller\":{\"kind\":\"user\"," USER "}," BODY "}",
     ERR_MALFORMED},
    {"no map", "[1]", ERR_MALFORMED},
    {"no version", "{\"caller\":{\"kind\":\"user\"," USER "}," BODY "}", ERR_MALFORMED},
    {"another version", "{\"v\":2,\"caller\":{\"kind\":\"user\"," USER "}," BODY "}",
     ERR_MALFORMED},
    {"no caller", "{\"v\":1," BODY "}", ERR_MALFORMED},
    {"an unknown kind", "{\"v\":1,\"caller\":{\"kind\":\"root\"," USER "}," BODY "}",
     ERR_MALFORMED},
    {"a user without an id", "{\"v\":1,\"caller\":{\"kind\":\"user\"}," BODY "}", ERR_MALFORMED},
    {"a service with one", "{\"v\":1,\"caller\":{\"kind\":\"service\"," USER "}," BODY "}",
     ERR_MALFORMED},
    {"an id that is none", "{\"v\":1,\"caller\":{\"kind\":\"user\",\"user_id\":\"me\"}," BODY "}",
     ERR_MALFORMED},
    {"a number for if_version",
     "{\"v\":1,\"if_version\":3,\"caller\":{\"kind\":\"user\"," USER "}," BODY "}", ERR_MALFORMED},
    {"nobody", "{\"v\":1,\"caller\":{\"kind\":\"anybody\"}," BODY "}", ERR_UNAUTHENTICATED},
    {"a key", "{\"v\":1,\"caller\":{\"kind\":\"key\"," USER "}," BODY "}", ERR_FORBIDDEN},
    {"no input", "{\"v\":1,\"caller\":{\"kind\":\"user\"," USER "}}", ERR_VALIDATION},
    {"a parameter that it does not take",
     "{\"v\":1,\"caller\":{\"kind\":\"user\"," USER "},\"input\":{\"query\":{\"x\":[\"1\"]},"
     "\"body\":{\"name\":\"Ada\"}}}",
     ERR_VALIDATION},
};

static void
requests_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
        struct request rq;
        void *in;

        start(&rq, &of_users);
        pack_text_of(requests[i].json);
        CHECK(requests[i].name, envelope_read(&rq, sent(), &in) == requests[i].err);
    }
}

static const struct answer_form plain = {.rows = false};

static void
what_is_answered_arrives(void **state)
{
    const struct thing thing = {.name = "Ada", .version = 5};
    struct thing got;
    struct reply reply;

    (void)state;
    envelope_answer(&message, &thing_shape, &thing, plain);
    assert_true(envelope_read_reply(sent(), &reply));
    assert_true(reply.err == OK && reply.has_version && reply.version == 5 && reply.variant == 0);
    assert_int_equal(envelope_read_output(arena, &ours, sent(), &got), OK);
    assert_string_equal(got.name, "Ada");
    assert_int_equal(got.version, 5);
    buf_reset(&message);
    envelope_answer(&message, NULL, NULL, plain);
    assert_int_equal(envelope_read_error(sent()), OK);
    assert_int_equal(envelope_read_output(arena, &ours, sent(), &got), ERR_BUG);
}

static void
a_part_is_told_from_the_whole(void **state)
{
    const struct thing thing = {.name = "Ada", .version = 5};
    struct thing got;
    struct reply reply;

    (void)state;
    envelope_answer(&message, &thing_shape, &thing, (struct answer_form){.variant = VARIANT_PART});
    assert_true(envelope_read_reply(sent(), &reply));
    assert_true(reply.err == OK && reply.has_version && reply.version == 5 &&
                reply.variant == VARIANT_PART);
    assert_int_equal(envelope_read_output(arena, &ours, sent(), &got), OK);
    assert_string_equal(got.name, "Ada");
}

static void
errors_arrive_with_what_they_say(void **state)
{
    struct request rq;
    struct reply reply;
    struct thing got;

    (void)state;
    start(&rq, &ours);
    problem(&rq, "name", "is required");
    envelope_error(&message, &rq, refuse_problems(&rq));
    assert_true(envelope_read_reply(sent(), &reply));
    assert_int_equal(reply.err, ERR_VALIDATION);
    assert_int_equal(reply.sentence.len, strlen("one field is not valid"));
    assert_true(reply.details.len > 0 && reply.retry_after_s == 0 && reply.body.data == NULL);
    assert_int_equal(envelope_read_output(arena, &ours, sent(), &got), ERR_VALIDATION);
    buf_reset(&message);
    rq = (struct request){.retry_after_s = 7};
    envelope_error(&message, &rq, ERR_OVERLOADED);
    assert_true(envelope_read_reply(sent(), &reply));
    assert_true(reply.err == ERR_OVERLOADED && reply.retry_after_s == 7);
    assert_true(reply.details.data == NULL);
}

static const struct {
    const char *name, *json;
    enum err err;
} answers[] = {
    {"a body", "{\"v\":1,\"body\":{\"name\":\"Ada\",\"version\":1}}", OK},
    {"a body first", "{\"body\":{\"name\":\"Ada\",\"version\":1},\"v\":1}", OK},
    {"nulls", "{\"error\":null,\"version\":null,\"v\":1,\"body\":{\"name\":\"Ada\"}}", OK},
    {"an error", "{\"v\":1,\"error\":{\"error\":\"no\",\"code\":\"not_found\"}}", ERR_NOT_FOUND},
    {"an error beside a body",
     "{\"v\":1,\"error\":{\"code\":\"not_found\"},\"body\":{\"name\":\"Ada\"}}", ERR_NOT_FOUND},
    {"a code that nobody knows", "{\"v\":1,\"error\":{\"code\":\"odd\"}}", ERR_BUG},
    {"an error without a code", "{\"v\":1,\"error\":{\"error\":\"no\"}}", ERR_BUG},
    {"a body of another shape", "{\"v\":1,\"body\":{\"name\":3}}", ERR_BUG},
    {"a body without what is required", "{\"v\":1,\"body\":{}}", ERR_BUG},
    {"no body", "{\"v\":1}", ERR_BUG},
    {"another version", "{\"v\":2,\"body\":{\"name\":\"Ada\"}}", ERR_BUG},
    {"no map", "7", ERR_BUG},
};

static void
answers_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        struct thing got;

        pack_text_of(answers[i].json);
        CHECK(answers[i].name, envelope_read_output(arena, &ours, sent(), &got) == answers[i].err);
    }
}

static void
an_answer_cut_anywhere_is_refused(void **state)
{
    const struct thing thing = {.name = "Ada", .version = 5};
    struct thing got;

    (void)state;
    envelope_answer(&message, &thing_shape, &thing, plain);
    for (size_t len = 0; len < message.len; len++)
        assert_int_equal(
            envelope_read_output(arena, &ours, (struct bytes){message.data, len}, &got), ERR_BUG);
    buf_add(&message, "", 1);
    assert_int_equal(envelope_read_output(arena, &ours, sent(), &got), ERR_BUG);
}

static void
health_arrives(void **state)
{
    struct health health;

    (void)state;
    for (int i = 0; i < 4; i++) {
        const struct health told = {.database_is_up = i & 1, .relay_is_late = i & 2};

        buf_reset(&message);
        envelope_answer_health(&message, &told);
        assert_true(envelope_read_health(sent(), &health));
        assert_true(health.database_is_up == told.database_is_up);
        assert_true(health.relay_is_late == told.relay_is_late);
    }
    buf_reset(&message);
    envelope_error(&message, &(struct request){.why = NULL}, ERR_NOT_FOUND);
    health.database_is_up = true;
    assert_true(!envelope_read_health(sent(), &health) && !health.database_is_up);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_the_gateway_asks_arrives, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_scopes_of_a_key_arrive, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_zone_of_a_caller_is_one_that_there_is, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_a_service_asks_arrives, set_up, tear_down),
        cmocka_unit_test_setup_teardown(requests_are_read_or_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_answered_arrives, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_part_is_told_from_the_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(errors_arrive_with_what_they_say, set_up, tear_down),
        cmocka_unit_test_setup_teardown(answers_are_read_or_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_answer_cut_anywhere_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(health_arrives, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
