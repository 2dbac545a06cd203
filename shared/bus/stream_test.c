/* Requests and answers against a nats-server that runs. */
#include "shared/bus/stream.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/bus/test_nats.h"

#include <nats/nats.h>

static struct stream_request request;
static struct test_nats server;
static struct bus *bus;

struct heard {
    bool done;
    enum err err;
    char text[4096];
};

static void
hear(void *arg, enum err err, struct bytes data)
{
    struct heard *heard = arg;

    must(data.len < sizeof heard->text);
    *heard = (struct heard){.done = true, .err = err};
    memcpy(heard->text, data.data, data.len);
}

static struct bytes
ask(const struct stream_request *question)
{
    static struct heard heard;

    heard.done = false;
    assert_int_equal(OK,
                     stream_ask(bus, question, monotonic_ms() + TEST_PATIENCE_MS, hear, &heard));
    TURN_UNTIL(bus, heard.done);
    assert_int_equal(OK, heard.err);
    return bytes_of(heard.text);
}

static bool
is_accepted(struct stream_refusal *refusal)
{
    return stream_accepts(ask(&request), refusal);
}

static void
store(const char *subject, const char *data)
{
    struct stream_request message = {.body = ""};

    snprintf(message.subject, sizeof message.subject, "%s", subject);
    snprintf(message.body, sizeof message.body, "%s", data);
    assert_true(stream_has_stored(ask(&message)));
}

static const struct stream_config feed = {
    .name = "FEED",
    .subjects = "in.feed.>",
    .republish = "feed.>",
    .replicas = 1,
    .max_age_s = 3600,
    .duplicates_s = 60,
    .subject_max = 2,
    .direct = true,
};

static bool
stream_is_made(struct stream_refusal *refusal)
{
    stream_request_create(&request, &feed);
    if (is_accepted(refusal))
        return true;
    assert_int_equal(refusal->code, STREAM_NOT_READY);
    return false;
}

/* A server answers for JetStream a moment after it answers at all. */
static int
begin(void **state)
{
    struct stream_refusal refusal;

    (void)state;
    test_nats_new(&server, true);
    test_nats_start(&server);
    bus = bus_open(&(struct bus_conf){.url = server.url, .name = "test"});
    TURN_UNTIL(bus, bus_is_up(bus));
    TURN_UNTIL(bus, stream_is_made(&refusal));
    return 0;
}

static int
end(void **state)
{
    (void)state;
    bus_close(&bus);
    test_nats_destroy(&server);
    return 0;
}

static void
a_server_tells_another_stream_from_the_same(void **state)
{
    struct stream_config other = feed;
    struct stream_refusal refusal;

    (void)state;
    stream_request_create(&request, &feed);
    assert_true(is_accepted(&refusal));
    other.max_age_s = 7200;
    stream_request_create(&request, &other);
    assert_false(is_accepted(&refusal));
    assert_int_equal(refusal.number, STREAM_DIFFERS);
    stream_request_update(&request, &other);
    assert_true(is_accepted(&refusal));
}

struct subjects {
    int64_t messages;
    unsigned count;
    char names[128];
};

static void
note_subject(void *arg, const char *subject, int64_t messages)
{
    struct subjects *subjects = arg;

    subjects->messages += messages;
    subjects->count++;
    strcat(subjects->names, subject);
}

static void
a_server_gives_back_what_it_stored(void **state)
{
    struct subjects subjects = {.count = 0};
    struct stream_message message;
    struct stream_refusal refusal;
    struct stream_info info;
    struct buf room;

    (void)state;
    buf_init(&room);
    for (int i = 0; i < 3; i++)
        store("in.feed.u1.event.created", i == 2 ? "the third" : "another");
    stream_request_info(&request, "FEED", "in.feed.u1.>");
    assert_int_equal(OK, stream_read_info(ask(&request), &info, note_subject, &subjects, &refusal));
    assert_int_equal(info.subject_max, 2);
    assert_int_equal(info.last - info.first, 1);
    assert_string_equal(subjects.names, "in.feed.u1.event.created");
    assert_int_equal(subjects.messages, 2);

    stream_request_message(&request, "FEED", info.last, "in.feed.>");
    assert_int_equal(OK, stream_read_message(ask(&request), &room, &message, &refusal));
    assert_true(bytes_equal(message.data, bytes_of("the third")));
    assert_int_equal(message.sequence, info.last);
    stream_request_message(&request, "FEED", info.last + 1, "in.feed.>");
    assert_int_equal(ERR_NOT_FOUND, stream_read_message(ask(&request), &room, &message, &refusal));

    stream_request_last(&request, "FEED", "in.feed.u1.event.created");
    assert_true(bytes_equal(ask(&request), bytes_of("the third")));
    stream_request_last(&request, "FEED", "in.feed.u2.event.created");
    assert_int_equal(ask(&request).len, 0);
    buf_fini(&room);
}

static void
take_message(void *arg, struct bus_message *message)
{
    *(struct bus_message **)arg = message;
}

static void
make_consumer(const struct stream_consumer *consumer)
{
    struct stream_refusal refusal;
    char name[STREAM_NAME_TEXT];

    stream_request_consumer(&request, consumer);
    assert_int_equal(OK, stream_read_consumer(ask(&request), name, &refusal));
    assert_string_equal(name, consumer->name);
}

static void
drop_consumer(const char *name)
{
    struct stream_refusal refusal;

    stream_request_delete(&request, "FEED", name);
    assert_true(is_accepted(&refusal));
    assert_false(is_accepted(&refusal));
    assert_int_equal(refusal.code, STREAM_NOT_FOUND);
}

static void
a_consumer_delivers_where_it_was_told_to(void **state)
{
    const struct stream_consumer consumer = {.stream = "FEED",
                                             .name = "pushed",
                                             .filter = "in.feed.u3.>",
                                             .delivers = "push.here",
                                             .durable = true,
                                             .ack_wait_s = 30,
                                             .ack_pending = 1};
    struct bus_message *message = NULL;
    struct stream_delivery delivery;

    (void)state;
    store("in.feed.u3.event.created", "x");
    bus_subscribe(bus, "push.here", NULL, take_message, &message);
    bus_turn(bus);
    make_consumer(&consumer);
    TURN_UNTIL(bus, message != NULL);
    assert_true(stream_read_delivery(bus_message_reply(message), &delivery));
    assert_string_equal(delivery.consumer, "pushed");
    assert_int_equal(delivery.times, 1);
    assert_int_equal(delivery.number, 1);
    assert_int_equal(delivery.pending, 0);
    bus_message_free(message);
    drop_consumer("pushed");
}

static void
a_consumer_is_fetched_from(void **state)
{
    const struct stream_consumer consumer = {
        .stream = "FEED", .name = "fetched", .filter = "in.feed.u4.>", .first = 1, .unused_s = 60};
    struct bus_message *message = NULL;
    struct stream_delivery delivery;

    (void)state;
    store("in.feed.u4.event.created", "x");
    store("in.feed.u4.event.updated", "y");
    bus_subscribe(bus, "fetch.here", NULL, take_message, &message);
    bus_turn(bus);
    make_consumer(&consumer);
    stream_request_fetch(&request, "FEED", "fetched", 1, 4096);
    assert_int_equal(OK, stream_send(bus, &request, "fetch.here"));
    TURN_UNTIL(bus, message != NULL);
    assert_true(stream_read_delivery(bus_message_reply(message), &delivery));
    assert_int_equal(delivery.pending, 1);
    bus_message_free(message);
    drop_consumer("fetched");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_tells_another_stream_from_the_same),
        cmocka_unit_test(a_server_gives_back_what_it_stored),
        cmocka_unit_test(a_consumer_delivers_where_it_was_told_to),
        cmocka_unit_test(a_consumer_is_fetched_from),
    };
    int failed = cmocka_run_group_tests_name("stream", tests, begin, end);

    nats_Close(); /* so that the leak checker sees only ours */
    return failed;
}
