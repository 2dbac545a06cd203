/* The answers are those of a nats-server 2.9.10, and what could be taken for one. */
#include "shared/bus/stream.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#define ANSWER(kind) "{\"type\":\"io.nats.jetstream.api.v1." kind "_response\","
#define CONFIG                                                                                     \
    "\"config\":{\"name\":\"FEED\",\"subjects\":[\"in.feed.\\u003e\"],\"retention\":\"limits\","   \
    "\"max_consumers\":-1,\"max_msgs\":-1,\"max_bytes\":-1,\"max_age\":1209600000000000,"          \
    "\"max_msgs_per_subject\":2,\"max_msg_size\":-1,\"discard\":\"old\",\"storage\":\"file\","     \
    "\"num_replicas\":1,\"duplicate_window\":600000000000,\"republish\":{\"src\":"                 \
    "\"in.feed.\\u003e\",\"dest\":\"feed.\\u003e\"},\"allow_direct\":true,\"mirror_direct\":"      \
    "false,\"sealed\":false,\"deny_delete\":false,\"deny_purge\":false,\"allow_rollup_hdrs\":"     \
    "false},\"created\":\"2026-11-26T14:16:44.008670342Z\","
#define EMPTY                                                                                      \
    "\"state\":{\"messages\":0,\"bytes\":0,\"first_seq\":0,\"first_ts\":\"0001-01-01T00:00:00Z\"," \
    "\"last_seq\":0,\"last_ts\":\"0001-01-01T00:00:00Z\",\"consumer_count\":0}"
#define FULL                                                                                       \
    "\"state\":{\"messages\":3,\"bytes\":182,\"first_seq\":2,\"first_ts\":"                        \
    "\"2026-11-26T14:16:44.022455502Z\",\"last_seq\":4,\"last_ts\":"                               \
    "\"2026-11-26T14:16:44.022554867Z\",\"num_subjects\":2,\"subjects\":{"                         \
    "\"in.feed.u1.calendar.created\":2,\"in.feed.u1.event.created\":1},\"consumer_count\":0}"
#define REFUSED(code, number, why)                                                                 \
    "\"error\":{\"code\":" #code ",\"err_code\":" #number ",\"description\":\"" why "\"}"

static const struct {
    const char *name, *answer;
    bool accepted, stored;
    struct stream_refusal refusal;
} answers[] = {
    {"a stream was made",
     ANSWER("stream_create") CONFIG EMPTY ",\"did_create\":true}",
     true,
     false,
     {.code = 0}},
    {"a consumer was deleted",
     ANSWER("consumer_delete") "\"success\":true}",
     true,
     false,
     {.code = 0}},
    {"a message was stored", "{\"stream\":\"FEED\", \"seq\":1}", true, true, {.code = 0}},
    {"a message was stored before",
     "{\"stream\":\"FEED\", \"seq\":1,\"duplicate\": true}",
     true,
     true,
     {.code = 0}},
    {"the stream differs",
     ANSWER("stream_create") REFUSED(400, 10058,
                                     "stream name already in use with a different "
                                     "configuration") "}",
     false,
     false,
     {400, STREAM_DIFFERS, "stream name already in use with a different configuration"}},
    {"no such stream",
     ANSWER("stream_info") REFUSED(404, 10059, "stream not found") ",\"total\":0,\"offset\":0,"
                                                                   "\"limit\":0}",
     false,
     false,
     {STREAM_NOT_FOUND, 10059, "stream not found"}},
    {"no such consumer",
     ANSWER("consumer_delete") REFUSED(404, 10014, "consumer not found") "}",
     false,
     false,
     {STREAM_NOT_FOUND, 10014, "consumer not found"}},
    {"JetStream is not ready",
     ANSWER("stream_create") REFUSED(503, 10008, "JetStream system temporarily unavailable") "}",
     false,
     false,
     {STREAM_NOT_READY, 10008, "JetStream system temporarily unavailable"}},
    {"a message was refused",
     "{\"error\":{\"code\":503,\"err_code\":10077,\"description\":\"maximum messages exceeded\"},"
     "\"stream\":\"FEED\",\"seq\":0}",
     false,
     false,
     {503, 10077, "maximum messages exceeded"}},
    {"a refusal without reasons", "{\"error\":{}}", false, false, {.code = 0}},
    {"an error that is no object", "{\"error\":true}", false, false, {.code = 0}},
    {"another object", "{}", true, false, {.code = 0}},
    {"a sequence that is no number",
     "{\"stream\":\"FEED\",\"seq\":\"1\"}",
     true,
     false,
     {.code = 0}},
    {"a list", "[]", false, false, {.code = 0}},
    {"no JSON", "+OK", false, false, {.code = 0}},
    {"cut off", "{\"stream\":\"FEED\", \"se", false, false, {.code = 0}},
    {"nothing", "", false, false, {.code = 0}},
};

static void
an_answer_is_a_refusal_or_none(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        const struct bytes answer = bytes_of(answers[i].answer);
        const struct stream_refusal *want = &answers[i].refusal;
        struct stream_refusal got;

        CHECK(answers[i].name, stream_accepts(answer, &got) == answers[i].accepted);
        CHECK(answers[i].name, got.code == want->code && got.number == want->number);
        CHECK(answers[i].name, strcmp(got.why, want->why) == 0);
        CHECK(answers[i].name, stream_has_stored(answer) == answers[i].stored);
    }
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

static const struct {
    const char *name, *answer;
    enum err err;
    struct stream_info info;
    unsigned subjects;
    int64_t messages;
} infos[] = {
    {"with subjects",
     ANSWER("stream_info") "\"total\":2,\"offset\":0,\"limit\":100000," CONFIG FULL "}",
     OK,
     {2, 4, 2},
     2,
     3},
    {"empty", ANSWER("stream_info") CONFIG EMPTY "}", OK, {1, 0, 2}, 0, 0},
    {"emptied",
     "{\"config\":{\"max_msgs_per_subject\":-1},\"state\":{\"messages\":0,"
     "\"first_seq\":8,\"last_seq\":7}}",
     OK,
     {8, 7, 0},
     0,
     0},
    {"absent",
     ANSWER("stream_info") REFUSED(404, 10059, "stream not found") "}",
     ERR_UNAVAILABLE,
     {.first = 0},
     0,
     0},
    {"no JSON", "nonsense", ERR_UNAVAILABLE, {.first = 0}, 0, 0},
};

static void
a_stream_says_what_it_keeps(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(infos); i++) {
        struct subjects subjects = {.count = 0};
        struct stream_info info = {.first = 0};
        struct stream_refusal refusal;

        CHECK(infos[i].name, stream_read_info(bytes_of(infos[i].answer), &info, note_subject,
                                              &subjects, &refusal) == infos[i].err);
        CHECK(infos[i].name, memcmp(&info, &infos[i].info, sizeof info) == 0);
        CHECK(infos[i].name, subjects.count == infos[i].subjects);
        CHECK(infos[i].name, subjects.messages == infos[i].messages);
        CHECK(infos[i].name, stream_read_info(bytes_of(infos[i].answer), &info, NULL, NULL,
                                              &refusal) == infos[i].err);
    }
}

#define MESSAGE(members)                                                                           \
    ANSWER("stream_msg_get")                                                                       \
    "\"message\":{\"subject\":\"in.feed.u1.event.created\",\"seq\":2," members "}}"
#define TIME "\"time\":\"2026-11-26T14:16:44.022455502Z\""

static const struct {
    const char *name, *answer;
    enum err err;
    const char *data;
} messages[] = {
    {"two bytes missing to three", MESSAGE("\"data\":\"eyJuIjoxfQ==\"," TIME), OK, "{\"n\":1}"},
    {"one byte missing to three", MESSAGE("\"data\":\"eyJuIjo0Mn0=\"," TIME), OK, "{\"n\":42}"},
    {"none missing", MESSAGE("\"data\":\"eyJuIjo0MjN9\"," TIME), OK, "{\"n\":423}"},
    {"with headers", MESSAGE("\"hdrs\":\"TkFUUy8xLjANCg==\",\"data\":\"eA==\"," TIME), OK, "x"},
    {"without data", MESSAGE(TIME), OK, ""},
    {"there is none", ANSWER("stream_msg_get") REFUSED(404, 10037, "no message found") "}",
     ERR_NOT_FOUND, NULL},
    {"no such stream", ANSWER("stream_msg_get") REFUSED(404, 10059, "stream not found") "}",
     ERR_UNAVAILABLE, NULL},
    {"data that is no base64", MESSAGE("\"data\":\"e!==\"," TIME), ERR_UNAVAILABLE, NULL},
    {"data that is empty text", MESSAGE("\"data\":\"\"," TIME), ERR_UNAVAILABLE, NULL},
    {"only padding", MESSAGE("\"data\":\"====\"," TIME), OK, ""},
    {"without a time", MESSAGE("\"data\":\"eA==\""), ERR_UNAVAILABLE, NULL},
    {"a time that is none", MESSAGE("\"time\":\"yesterday, about noon\""), ERR_UNAVAILABLE, NULL},
    {"without a message", ANSWER("stream_msg_get") "\"message\":null}", ERR_UNAVAILABLE, NULL},
    {"no JSON", "{", ERR_UNAVAILABLE, NULL},
};

static void
a_stored_message_is_read(void **state)
{
    struct buf room;

    (void)state;
    buf_init(&room);
    for (size_t i = 0; i < ARRAY_LEN(messages); i++) {
        struct stream_message message;
        struct stream_refusal refusal;
        struct instant at;

        CHECK(messages[i].name, stream_read_message(bytes_of(messages[i].answer), &room, &message,
                                                    &refusal) == messages[i].err);
        if (messages[i].err)
            continue;
        assert_true(instant_parse("2026-11-26T14:16:44Z", 20, &at));
        CHECK(messages[i].name, message.sequence == 2 && message.at.us == at.us);
        CHECK(messages[i].name, strcmp(message.subject, "in.feed.u1.event.created") == 0);
        CHECK(messages[i].name, bytes_equal(message.data, bytes_of(messages[i].data)));
    }
    buf_fini(&room);
}

#define LONG "0123456789012345678901234567890123456789012345678901234567890123"

static void
a_made_consumer_says_its_name(void **state)
{
    struct stream_refusal refusal;
    char name[STREAM_NAME_TEXT] = "";

    (void)state;
    assert_int_equal(
        OK,
        stream_read_consumer(
            bytes_of(ANSWER("consumer_create") "\"stream_name\":\"FEED\","
                                               "\"name\":\"gw1\",\"config\":{\"name\":\"other\"}}"),
            name, &refusal));
    assert_string_equal(name, "gw1");
    assert_int_equal(ERR_UNAVAILABLE,
                     stream_read_consumer(bytes_of(ANSWER("consumer_create") REFUSED(
                                              400, 10013, "consumer name already in use") "}"),
                                          name, &refusal));
    assert_int_equal(refusal.number, 10013);
    assert_int_equal(ERR_UNAVAILABLE, stream_read_consumer(bytes_of("{}"), name, &refusal));
    assert_int_equal(ERR_UNAVAILABLE,
                     stream_read_consumer(bytes_of("{\"name\":\"" LONG "\"}"), name, &refusal));
    assert_string_equal(name, "gw1");
}

/* ---------------------------------------------------------------- deliveries */

static const struct {
    const char *name, *reply;
    bool good;
    struct stream_delivery want;
} deliveries[] = {
    {"of this server",
     "$JS.ACK.FEED.gateway_1.2.41.7.1795702604022455502.3",
     true,
     {"gateway_1", 2, 41, 7, 3}},
    {"with domain and account",
     "$JS.ACK.hub.ACC.FEED.gateway_1.1.41.7.1650000000.0.token",
     true,
     {"gateway_1", 1, 41, 7, 0}},
    {"with domain and account alone",
     "$JS.ACK.hub.ACC.FEED.gateway_1.1.41.7.1650000000.9",
     true,
     {"gateway_1", 1, 41, 7, 9}},
    {"numbers past 32 bits",
     "$JS.ACK.FEED.c.1.5000000000.4999999999.1.4294967296",
     true,
     {"c", 1, 5000000000, 4999999999, 4294967296}},
    {"a name that is too long",
     "$JS.ACK.FEED." LONG ".1.41.7.1650000000.3",
     true,
     {"012345678901234567890123456789012345678901234567890123456789012", 1, 41, 7, 3}},
    {"flow control", "$JS.FC.FEED.gateway_1.abc", false, {.number = 0}},
    {"another subject with as many parts", "a.b.FEED.c.1.41.7.1650000000.3", false, {.number = 0}},
    {"cut off", "$JS.ACK.FEED.gateway_1.1.41.7.1650000000", false, {.number = 0}},
    {"one part too many", "$JS.ACK.FEED.gateway_1.1.41.7.1650000000.3.4", false, {.number = 0}},
    {"numbers that are none", "$JS.ACK.FEED.gateway_1.1.x.y.z.w", false, {.number = 0}},
    {"never delivered", "$JS.ACK.FEED.gateway_1.0.41.7.1650000000.3", false, {.number = 0}},
    {"a number with more behind it", "$JS.ACK.FEED.c.1x.41.7.1650000000.3", false, {.number = 0}},
    {"a number that does not fit",
     "$JS.ACK.FEED.c.1.41.99999999999999999999.1650000000.3",
     false,
     {.number = 0}},
    {"less than nothing pending", "$JS.ACK.FEED.c.1.41.7.1650000000.-3", false, {.number = 0}},
    {"an inbox", "_INBOX.abc", false, {.number = 0}},
    {"nothing", "", false, {.number = 0}},
};

static void
a_delivery_says_where_it_stands(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(deliveries); i++) {
        const struct stream_delivery *want = &deliveries[i].want;
        struct stream_delivery d = {.number = 0};
        bool good = stream_read_delivery(deliveries[i].reply, &d);

        CHECK(deliveries[i].name, good == deliveries[i].good);
        CHECK(deliveries[i].name, !good || strcmp(d.consumer, want->consumer) == 0);
        CHECK(deliveries[i].name, !good || d.times == want->times);
        CHECK(deliveries[i].name, !good || d.sequence == want->sequence);
        CHECK(deliveries[i].name, !good || d.number == want->number);
        CHECK(deliveries[i].name, !good || d.pending == want->pending);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_a_refusal_or_none),
        cmocka_unit_test(a_stream_says_what_it_keeps),
        cmocka_unit_test(a_stored_message_is_read),
        cmocka_unit_test(a_made_consumer_says_its_name),
        cmocka_unit_test(a_delivery_says_where_it_stands),
    };

    return cmocka_run_group_tests_name("stream answers", tests, NULL, NULL);
}
