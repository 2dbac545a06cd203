/*
 * A whole small service in a process of its own, between a real nats-server and a real PostgreSQL.
 *
 * The test stands where the gateway and the other services stand.  What a handler does follows from
 * the name that it is given.
 */
#include "shared/actor/mailbox.h"

#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/bus/test_nats.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"
#include "shared/db/db.h"
#include "shared/db/test_pg.h"

/* ------------------------------------------------------------------ the service */

struct thing {
    struct uuid id;
    const char *name;
    int64_t version;
};

static const struct field thing_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .has_offset = -1},
    {.name = "name",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .has_offset = -1,
     .offset = offsetof(struct thing, name),
     .min = 1,
     .max = 40},
    {.name = "version",
     .kind = FIELD_INT,
     .flags = FIELD_READ_ONLY,
     .has_offset = -1,
     .offset = offsetof(struct thing, version),
     .max = 1000},
};
static const struct shape thing_shape = {.name = "thing",
                                         .size = sizeof(struct thing),
                                         .fields = thing_fields,
                                         .field_count = ARRAY_LEN(thing_fields),
                                         .id_offset = 0,
                                         .version_offset = offsetof(struct thing, version)};

static const struct operation make_operation = {.name = "thing.make",
                                                .subject = "svc.thing.make",
                                                .auth = AUTH_KEY,
                                                .timeout_ms = 20000,
                                                .keeps_key = true,
                                                .body = &thing_shape,
                                                .body_mode = WIRE_CREATE,
                                                .input_size = sizeof(struct thing),
                                                .output = &thing_shape};
static const struct operation count_operation = {.name = "thing.count",
                                                 .subject = "svc.thing.count",
                                                 .auth = AUTH_PUBLIC,
                                                 .timeout_ms = 20000,
                                                 .input_size = 1,
                                                 .output = &thing_shape};
static const struct operation ponder_operation = {.name = "thing.ponder",
                                                  .subject = "svc.thing.ponder",
                                                  .auth = AUTH_PUBLIC,
                                                  .timeout_ms = 20000,
                                                  .input_size = 1};
static const struct operation note_operation = {.name = "other.note",
                                                .subject = "svc.other.note",
                                                .auth = AUTH_SERVICE,
                                                .timeout_ms = 20000,
                                                .body = &thing_shape,
                                                .input_size = sizeof(struct thing),
                                                .output = &thing_shape};

static const struct sql_param insert_params[] = {
    {SQL_UUID, -1, offsetof(struct thing, id), -1},
    {SQL_TEXT, -1, offsetof(struct thing, name), -1},
};
static const struct statement insert = {.name = "thing_insert",
                                        .text = "INSERT INTO things (id, name) VALUES ($1, $2)",
                                        .params = insert_params,
                                        .param_count = 2};
static const struct statement insert_once = {
    .name = "thing_insert_once",
    .text = "INSERT INTO things (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    .params = insert_params,
    .param_count = 2};
static const struct sql_column count_columns[] = {
    {SQL_INT8, offsetof(struct thing, version), -1, false}};
static const struct statement count_all = {.name = "thing_count",
                                           .text = "SELECT count(*) FROM things",
                                           .columns = count_columns,
                                           .column_count = 1,
                                           .row_size = sizeof(struct thing)};
static const struct statement doze = {.name = "doze",
                                      .text = "SELECT 1::bigint FROM pg_sleep(0.3)",
                                      .columns = count_columns,
                                      .column_count = 1,
                                      .row_size = sizeof(struct thing)};
static const struct statement *const statements[] = {&insert, &insert_once, &count_all, &doze};
static const struct statements thing_sql = {statements, ARRAY_LEN(statements)};

static const struct announcement thing_made = {"thing.made", "evt.thing.thing.made", &thing_shape};

static bool
is_called(const struct thing *in, const char *how)
{
    return strncmp(in->name, how, strlen(how)) == 0;
}

static enum err
make_call(struct request *rq, const void *body, void *output)
{
    const struct thing *in = body;
    struct thing *out = output, nap;
    enum err err;

    *out = (struct thing){.id = uuid_new(), .name = in->name, .version = 1};
    if (is_called(in, "slow") && (err = db_one(rq, &doze, NULL, &nap)) != OK)
        return err;
    err = db_exec(rq, &insert, out, NULL);
    if (err == ERR_CONFLICT)
        return refuse(rq, ERR_CONFLICT, "there is such a thing");
    if (err)
        return err;
    err = announce(rq, &thing_made, out, 0, only(rq, rq->caller.user_id));
    if (err)
        return err;
    if (is_called(in, "forbidden"))
        return refuse(rq, ERR_FORBIDDEN, "not this one");
    return is_called(in, "told") ? after_commit(rq, &note_operation, out) : OK;
}

static enum err
count_call(struct request *rq, const void *in, void *out)
{
    (void)in;
    *(struct thing *)out = (struct thing){.name = "all"};
    return db_one(rq, &count_all, NULL, out);
}

static enum err
ponder_call(struct request *rq, const void *in, void *out)
{
    struct thing nap;

    (void)in;
    (void)out;
    return db_one(rq, &doze, NULL, &nap);
}

enum { MAKE, COUNT, PONDER, MESSAGES };

static const struct mailbox_row mailbox[] = {
    {MAKE, make_call, DB_WRITE},
    {COUNT, count_call, DB_READ},
    {PONDER, ponder_call, SLOW},
};
MAILBOX_COVERS(mailbox, MESSAGES);

static enum err
beat(struct request *rq)
{
    struct thing thing = {.id = uuid_new(), .name = "job"};

    return db_exec(rq, &insert_once, &thing, NULL);
}

static const struct job_row jobs[] = {{"thing.beat", beat, 60 * 60 * 1000, JOB_ALONE}};

static const struct operation *const operations[] = {&make_operation, &count_operation,
                                                     &ponder_operation};
static const struct service_api api = {
    .name = "thing", .operations = operations, .operation_count = MESSAGES};
static const struct actor actor = {.api = &api,
                                   .sql = &thing_sql,
                                   .mailbox = mailbox,
                                   .mailbox_count = MESSAGES,
                                   .jobs = jobs,
                                   .job_count = 1};

/* ------------------------------------------------------------------ the test's side */

static struct test_pg pg;
static struct test_nats server;
static struct bus *bus;
static pid_t child;
static int notes;       /* asked of us as the other service */
static bool note_taken; /* what we answer */

static void
on_note(void *arg, struct bus_message *m)
{
    static const uint8_t ok[] = "\x82\xa1v\x01\xa4"
                                "body\x80";
    static const uint8_t no[] = "\x82\xa1v\x01\xa5"
                                "error\x81\xa4"
                                "code\xa8"
                                "conflict";
    const struct bytes yes = {ok, sizeof ok - 1}, refused = {no, sizeof no - 1};

    (void)arg;
    notes++;
    must(bus_publish(bus, bus_message_reply(m), NULL, NULL, note_taken ? yes : refused) == OK);
    bus_flush(bus);
    bus_message_free(m);
}

/* The program itself again, which main() sends to mailbox_main. */
static void
be_the_service(void)
{
    setenv("ALMANAC_NATS_URL", server.url, 1);
    setenv("ALMANAC_DATABASE_URL", pg.url, 1);
    setenv("ALMANAC_LOG_LEVEL", "error", 1);
    setenv("ALMANAC_SLOW_WORKERS", "1", 1);
    execl("/proc/self/exe", "thing", "service", (char *)NULL);
    _exit(127);
}

struct reply {
    bool done;
    enum err err;
    char json[2048];
    uint8_t raw[1024];
    size_t len;
};

static void
on_reply(void *arg, enum err err, struct bytes data)
{
    struct reply *r = arg;
    struct buf json;

    buf_init(&json);
    r->err = err;
    if (!err) {
        must(json_from_msgpack(data, &json) && data.len <= sizeof r->raw);
        snprintf(r->json, sizeof r->json, "%.*s", (int)json.len, (const char *)json.data);
        memcpy(r->raw, data.data, data.len);
        r->len = data.len;
    }
    buf_fini(&json);
    r->done = true;
}

static void
send_ask(struct reply *r, const char *subject, const char *envelope, int64_t left_ms)
{
    struct arena *arena = arena_new(1 << 20);
    const struct bytes text = {(const uint8_t *)envelope, strlen(envelope)};
    const struct bus_headers headers = {.deadline = instant_now().us / 1000 + left_ms};
    const char *why;
    struct buf packed;

    *r = (struct reply){.done = false};
    buf_init(&packed);
    must(json_to_msgpack(arena, text, &packed, &why) == JSON_OK);
    must(bus_ask(bus, subject, &headers, (struct bytes){packed.data, packed.len},
                 monotonic_ms() + (left_ms > 0 ? left_ms : 500), on_reply, r) == OK);
    bus_flush(bus);
    buf_fini(&packed);
    arena_destroy(arena);
}

#define USER "\"caller\":{\"kind\":\"user\",\"user_id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}"

static void
send_make(struct reply *r, const char *name, const char *key)
{
    char envelope[512];

    snprintf(envelope, sizeof envelope,
             "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"%s\"}}%s%s%s}", name,
             key != NULL ? ",\"idempotency_key\":\"" : "", key != NULL ? key : "",
             key != NULL ? "\"" : "");
    send_ask(r, "svc.thing.make", envelope, 20000);
}

static const char *
made(const char *name, const char *key)
{
    static struct reply r;

    send_make(&r, name, key);
    TURN_UNTIL(bus, r.done);
    return r.err ? err_code(r.err) : r.json;
}

static const char *
asked(const char *subject, const char *envelope)
{
    static struct reply r;

    send_ask(&r, subject, envelope, 20000);
    TURN_UNTIL(bus, r.done);
    return r.err ? err_code(r.err) : r.json;
}

#define ANYBODY "{\"v\":1,\"caller\":{\"kind\":\"anybody\"},\"input\":{}}"
#define HAS(text, part)                                                                            \
    do {                                                                                           \
        const char *has_text = (text);                                                             \
        if (!strstr(has_text, part))                                                               \
            fail_msg("%s is not in %s", part, has_text);                                           \
    } while (0)

static long
things(const char *name)
{
    char sql[200];

    snprintf(sql, sizeof sql, "SELECT count(*) FROM things WHERE name LIKE '%s%%'", name);
    return test_pg_number(&pg, sql);
}

static bool
is_well(void)
{
    struct reply r;
    int64_t until_ms = monotonic_ms() + 1000;

    send_ask(&r, "svc.thing.health", "{}", 1000);
    while (!r.done && monotonic_ms() < until_ms + 1000)
        test_turn(bus);
    return strstr(r.json, "\"up\"") != NULL;
}

static int
start_service(void **state)
{
    (void)state;
    child = fork();
    must(child >= 0);
    if (child == 0)
        be_the_service();
    bus = bus_open(&(struct bus_conf){.url = server.url, .name = "gateway"});
    bus_subscribe(bus, "svc.other.note", "other", on_note, NULL);
    TURN_UNTIL(bus, bus_is_up(bus));
    TURN_UNTIL(bus, is_well());
    notes = 0;
    note_taken = true;
    return 0;
}

/* A leak would be its exit status under ASan. */
static int
stop_service(void **state)
{
    int status = -1;

    (void)state;
    kill(child, SIGTERM);
    must(waitpid(child, &status, 0) == child);
    bus_drain(bus);
    bus_close(&bus);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    test_pg_sql(&pg, "CREATE TABLE things (id uuid PRIMARY KEY, name text UNIQUE)");
    test_nats_new(&server, false);
    test_nats_start(&server);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    test_nats_stop(&server, SIGTERM);
    test_pg_destroy(&pg);
    return 0;
}

static void
an_answer_has_body_and_version_and_is_announced(void **state)
{
    (void)state;
    HAS(made("plain", NULL), "\"version\":1");
    HAS(made("second", NULL), "\"name\":\"second\"");
    assert_int_equal(1, things("plain"));
    assert_int_equal(2, test_pg_number(&pg, "SELECT count(*) FROM outbox WHERE version = 1 AND "
                                            "subject = 'evt.thing.thing.made' AND "
                                            "payload::jsonb ->> 'type' = 'thing.made'"));
    HAS(asked("svc.thing.count", ANYBODY), "\"body\":{");
    assert_int_equal(1, things("job"));
}

static const struct {
    const char *name, *subject, *envelope, *want;
} refusals[] = {
    {"no operation", "svc.thing.nothing", ANYBODY, "\"code\":\"not_found\""},
    {"no credentials", "svc.thing.make", ANYBODY, "\"code\":\"unauthenticated\""},
    {"a service at the door for people", "svc.thing.make",
     "{\"v\":1,\"caller\":{\"kind\":\"service\"},\"input\":{}}", "\"code\":\"forbidden\""},
    {"no envelope", "svc.thing.make", "[1,2]", "\"code\":\"malformed_request\""},
    {"another version", "svc.thing.make", "{\"v\":2," USER ",\"input\":{}}",
     "\"code\":\"malformed_request\""},
    {"a user without an id", "svc.thing.make",
     "{\"v\":1,\"caller\":{\"kind\":\"user\"},\"input\":{}}", "\"code\":\"malformed_request\""},
    {"no body", "svc.thing.make", "{\"v\":1," USER ",\"input\":{}}",
     "{\"field\":\"body\",\"problem\":\"must be an object\"}"},
    {"an odd field", "svc.thing.make",
     "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"x\",\"odd\":1}}}",
     "{\"field\":\"odd\",\"problem\":\"is unknown\"}"},
    {"a bad field too", "svc.thing.make",
     "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"\",\"odd\":1}}}", "{\"field\":\"name\""},
    {"a parameter of none", "svc.thing.count",
     "{\"v\":1,\"caller\":{\"kind\":\"anybody\"},\"input\":{\"query\":{\"odd\":[\"1\"]}}}",
     "{\"field\":\"odd\""},
    {"a refusal of the handler", "svc.thing.make",
     "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"forbidden\"}}}",
     "\"error\":\"not this one\""},
};

static void
what_is_not_in_order_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++)
        CHECK(refusals[i].name,
              strstr(asked(refusals[i].subject, refusals[i].envelope), refusals[i].want));
    assert_int_equal(0, things("forbidden"));
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM outbox WHERE payload LIKE "
                                            "'%forbidden%'"));
}

static void
a_key_gives_the_first_answer_again(void **state)
{
    struct reply first, again;

    (void)state;
    send_make(&first, "keyed", "k1");
    TURN_UNTIL(bus, first.done);
    send_make(&again, "keyed", "k1");
    TURN_UNTIL(bus, again.done);
    HAS(first.json, "\"name\":\"keyed\"");
    assert_true(first.len == again.len && memcmp(first.raw, again.raw, first.len) == 0);
    HAS(made("keyed two", "k1"), "idempotency_mismatch");
    HAS(made("keyed", "k2"), "\"code\":\"conflict\"");
    assert_int_equal(1, things("keyed"));
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM idempotency WHERE "
                                            "position('keyed'::bytea IN answer) > 0"));
}

static void
a_key_older_than_a_day_counts_as_new(void **state)
{
    (void)state;
    HAS(made("old", "k3"), "\"name\":\"old\"");
    test_pg_sql(&pg, "UPDATE idempotency SET created_at = now() - interval '25 hours'");
    HAS(made("old two", "k3"), "\"name\":\"old two\"");
}

static void
of_many_at_once_with_one_key_one_happens(void **state)
{
    struct reply all[8];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        send_make(&all[i], "slow race", "k4");
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        TURN_UNTIL(bus, all[i].done);
        HAS(all[i].json, "\"name\":\"slow race\"");
        assert_true(all[i].len == all[0].len && memcmp(all[i].raw, all[0].raw, all[0].len) == 0);
    }
    assert_int_equal(1, things("slow race"));
    assert_int_equal(1, test_pg_number(&pg, "SELECT count(*) FROM outbox WHERE payload LIKE "
                                            "'%slow race%'"));
}

static void
the_answer_waits_for_who_is_told_after_the_commit(void **state)
{
    (void)state;
    HAS(made("told", "k5"), "\"name\":\"told\"");
    assert_int_equal(1, notes);
    note_taken = false;
    HAS(made("told two", "k6"), "\"code\":\"incomplete\"");
    assert_int_equal(2, notes);
    assert_int_equal(1, things("told two"));
    note_taken = true;
    HAS(made("told two", "k6"), "\"name\":\"told two\"");
    assert_int_equal(3, notes);
}

static void
what_comes_too_late_is_dropped(void **state)
{
    struct reply r;

    (void)state;
    send_ask(&r, "svc.thing.make", "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"late\"}}}",
             -1);
    TURN_UNTIL(bus, r.done);
    assert_int_equal(ERR_TIMEOUT, r.err);
    assert_int_equal(0, things("late"));
}

static void
more_than_a_queue_holds_is_refused_at_once(void **state)
{
    static struct reply all[40];
    int fine = 0, refused = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        send_ask(&all[i], "svc.thing.ponder", ANYBODY, 25000);
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        TURN_UNTIL(bus, all[i].done);
        fine += strstr(all[i].json, "\"body\":null") != NULL;
        refused += strstr(all[i].json, "\"code\":\"overloaded\"") != NULL &&
                   strstr(all[i].json, "\"retry_after\":1") != NULL;
    }
    assert_int_equal(ARRAY_LEN(all), fine + refused);
    assert_true(fine >= 16 && refused >= 1);
}

static void
without_its_database_it_says_so_and_comes_back(void **state)
{
    (void)state;
    test_pg_stop(&pg);
    HAS(made("nowhere", NULL), "\"code\":\"unavailable\"");
    TURN_UNTIL(bus, !is_well());
    HAS(asked("svc.thing.count", ANYBODY), "\"code\":\"unavailable\"");
    test_pg_start(&pg);
    TURN_UNTIL(bus, is_well());
    HAS(made("somewhere", NULL), "\"name\":\"somewhere\"");
    assert_int_equal(0, things("nowhere"));
}

static void
without_the_bus_it_waits_and_comes_back(void **state)
{
    (void)state;
    test_nats_stop(&server, SIGKILL);
    TURN_UNTIL(bus, !bus_is_up(bus));
    test_nats_start(&server);
    TURN_UNTIL(bus, bus_is_up(bus));
    TURN_UNTIL(bus, is_well());
    HAS(made("after", NULL), "\"name\":\"after\"");
}

static void
it_finishes_what_it_took_before_it_leaves(void **state)
{
    struct reply all[8];
    char name[32];
    int status = -1;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        snprintf(name, sizeof name, "slow leave %zu", i);
        send_make(&all[i], name, NULL);
    }
    TURN_UNTIL(bus, is_well()); /* asked after them, so they have been received */
    kill(child, SIGTERM);
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        TURN_UNTIL(bus, all[i].done);
        HAS(all[i].json, "\"name\":\"slow leave ");
    }
    must(waitpid(child, &status, 0) == child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(8, things("slow leave"));
    bus_drain(bus);
    bus_close(&bus);
    start_service(NULL);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, start_service, stop_service)
        TEST(an_answer_has_body_and_version_and_is_announced),
        TEST(what_is_not_in_order_is_refused),
        TEST(a_key_gives_the_first_answer_again),
        TEST(a_key_older_than_a_day_counts_as_new),
        TEST(of_many_at_once_with_one_key_one_happens),
        TEST(the_answer_waits_for_who_is_told_after_the_commit),
        TEST(what_comes_too_late_is_dropped),
        TEST(more_than_a_queue_holds_is_refused_at_once),
        TEST(without_its_database_it_says_so_and_comes_back),
        TEST(without_the_bus_it_waits_and_comes_back),
        TEST(it_finishes_what_it_took_before_it_leaves),
    };

    if (argc > 1)
        return mailbox_main(1, argv, &actor);
    return cmocka_run_group_tests(tests, start, stop);
}
