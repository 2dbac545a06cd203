/*
 * test_service - the service of test_thing.h in a process of its own, between a real nats-server
 * and a real PostgreSQL.  The test stands where the gateway and the other services stand.
 *
 * main() begins with test_service_main().
 *
 * Threads: the test's main thread.
 */
#ifndef SHARED_ACTOR_TEST_SERVICE_H
#define SHARED_ACTOR_TEST_SERVICE_H

#include "shared/actor/mailbox.h"
#include "shared/actor/test_thing.h"
#include "shared/base/clock.h"
#include "shared/bus/test_nats.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"
#include "shared/db/test_pg.h"

static struct test_pg pg;
static struct test_nats server;
static struct bus *bus;
static pid_t child;
static int notes;       /* asked of us as the other service */
static bool note_taken; /* what we answer */

static inline void
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
static inline void
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

static inline void
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

/* The header says `told_ms`; we wait for `left_ms`. */
static inline void
send_ask_until(struct reply *r, const char *subject, const char *envelope, int64_t told_ms,
               int64_t left_ms)
{
    struct arena *arena = arena_new(1 << 20);
    const struct bytes text = {(const uint8_t *)envelope, strlen(envelope)};
    const struct bus_headers headers = {.deadline_ms = monotonic_ms() + told_ms};
    const char *why;
    struct buf packed;

    *r = (struct reply){.done = false};
    buf_init(&packed);
    must(json_to_msgpack(arena, text, &packed, &why) == JSON_OK);
    must(bus_ask(bus, subject, &headers, (struct bytes){packed.data, packed.len},
                 monotonic_ms() + left_ms, on_reply, r) == OK);
    bus_flush(bus);
    buf_fini(&packed);
    arena_destroy(arena);
}

static inline void
send_ask(struct reply *r, const char *subject, const char *envelope, int64_t left_ms)
{
    send_ask_until(r, subject, envelope, left_ms, left_ms);
}

#define USER "\"caller\":{\"kind\":\"user\",\"user_id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}"

static inline void
send_make(struct reply *r, const char *name, const char *key)
{
    char envelope[512];

    snprintf(envelope, sizeof envelope,
             "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"%s\"}}%s%s%s}", name,
             key != NULL ? ",\"idempotency_key\":\"" : "", key != NULL ? key : "",
             key != NULL ? "\"" : "");
    send_ask(r, "svc.thing.make", envelope, 20000);
}

static inline const char *
made(const char *name, const char *key)
{
    static struct reply r;

    send_make(&r, name, key);
    TURN_UNTIL(bus, r.done);
    return r.err ? err_code(r.err) : r.json;
}

static inline const char *
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

static inline long
things(const char *name)
{
    char sql[200];

    snprintf(sql, sizeof sql, "SELECT count(*) FROM things WHERE name LIKE '%s%%'", name);
    return test_pg_number(&pg, sql);
}

static inline bool
is_well(void)
{
    struct reply r;
    int64_t until_ms = monotonic_ms() + 1000;

    send_ask(&r, "svc.thing.health", "{}", 1000);
    while (!r.done && monotonic_ms() < until_ms + 1000)
        test_turn(bus);
    return strstr(r.json, "\"database\":\"up\"") != NULL;
}

static inline int
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
static inline int
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

static inline int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    test_pg_sql(&pg, "CREATE TABLE things (id uuid PRIMARY KEY, name text UNIQUE)");
    test_nats_new(&server, false);
    test_nats_start(&server);
    return 0;
}

static inline int
stop(void **state)
{
    (void)state;
    test_nats_stop(&server, SIGTERM);
    test_pg_destroy(&pg);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start_service, stop_service)

/* Does not return where the program is to be the service. */
static inline void
test_service_main(int argc, char **argv)
{
    if (argc > 1)
        exit(mailbox_main(1, argv, &actor));
}

#endif
