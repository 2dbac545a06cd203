#include "shared/bus/stream.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

static struct stream_request request;

static void
assert_request(const char *subject, const char *body)
{
    assert_string_equal(request.subject, subject);
    assert_string_equal(request.body, body);
}

static void
a_stream_is_asked_for_with_what_it_has(void **state)
{
    const struct stream_config events = {.name = "EVENTS",
                                         .subjects = "evt.>",
                                         .replicas = 3,
                                         .max_age_s = 7 * 86400,
                                         .duplicates_s = 600};
    struct stream_config feed = events;

    (void)state;
    stream_request_create(&request, &events);
    assert_request("$JS.API.STREAM.CREATE.EVENTS",
                   "{\"name\":\"EVENTS\",\"subjects\":[\"evt.>\"],\"retention\":\"limits\","
                   "\"storage\":\"file\",\"discard\":\"old\",\"num_replicas\":3,"
                   "\"max_age\":604800000000000,\"duplicate_window\":600000000000}");
    feed.max_bytes = 4096;
    feed.subject_max = 1000;
    feed.direct = true;
    feed.republish = "feed.>";
    stream_request_update(&request, &feed);
    assert_request("$JS.API.STREAM.UPDATE.EVENTS",
                   "{\"name\":\"EVENTS\",\"subjects\":[\"evt.>\"],\"retention\":\"limits\","
                   "\"storage\":\"file\",\"discard\":\"old\",\"num_replicas\":3,"
                   "\"max_age\":604800000000000,\"duplicate_window\":600000000000,"
                   "\"max_bytes\":4096,\"max_msgs_per_subject\":1000,\"allow_direct\":true,"
                   "\"republish\":{\"src\":\"evt.>\",\"dest\":\"feed.>\"}}");
}

static void
a_stream_is_asked_about_itself_and_its_messages(void **state)
{
    (void)state;
    stream_request_info(&request, "FEED", NULL);
    assert_request("$JS.API.STREAM.INFO.FEED", "");
    stream_request_info(&request, "FEED", "in.feed.u1.>");
    assert_request("$JS.API.STREAM.INFO.FEED", "{\"subjects_filter\":\"in.feed.u1.>\"}");
    stream_request_message(&request, "FEED", 5000000000, "in.feed.>");
    assert_request("$JS.API.STREAM.MSG.GET.FEED",
                   "{\"seq\":5000000000,\"next_by_subj\":\"in.feed.>\"}");
    stream_request_last(&request, "FEED", "in.feed.u1.event.created");
    assert_request("$JS.API.DIRECT.GET.FEED.in.feed.u1.event.created", "");
    stream_request_delete(&request, "FEED", "gw1");
    assert_request("$JS.API.CONSUMER.DELETE.FEED.gw1", "");
    stream_request_fetch(&request, "FEED", "gw1", 64, 1 << 20);
    assert_request("$JS.API.CONSUMER.MSG.NEXT.FEED.gw1",
                   "{\"batch\":64,\"max_bytes\":1048576,\"no_wait\":true}");
    stream_request_pull(&request, "FEED", "delivery_feed", 256, 2);
    assert_request("$JS.API.CONSUMER.MSG.NEXT.FEED.delivery_feed",
                   "{\"batch\":256,\"expires\":2000000000}");
}

static const struct {
    const char *name;
    struct stream_consumer consumer;
    const char *subject, *body;
} consumers[] = {
    {"durable, acknowledged, for a group",
     {.stream = "EVENTS",
      .name = "event_users",
      .filter = "evt.auth.>",
      .delivers = "deliver.event.users",
      .group = "event",
      .durable = true,
      .ack_wait_s = 30,
      .ack_pending = 64},
     "$JS.API.CONSUMER.DURABLE.CREATE.EVENTS.event_users",
     "{\"stream_name\":\"EVENTS\",\"config\":{\"durable_name\":\"event_users\","
     "\"filter_subject\":\"evt.auth.>\",\"deliver_policy\":\"all\",\"ack_policy\":\"explicit\","
     "\"deliver_subject\":\"deliver.event.users\",\"deliver_group\":\"event\","
     "\"ack_wait\":30000000000,\"max_ack_pending\":64}}"},
    {"pushed for as long as somebody listens",
     {.stream = "FEED",
      .name = "gw1",
      .filter = "in.feed.>",
      .delivers = "_INBOX_gateway.feed.1",
      .first = 42,
      .heartbeat_s = 2},
     "$JS.API.CONSUMER.CREATE.FEED.gw1.in.feed.>",
     "{\"stream_name\":\"FEED\",\"config\":{\"name\":\"gw1\",\"filter_subject\":\"in.feed.>\","
     "\"deliver_policy\":\"by_start_sequence\",\"ack_policy\":\"none\","
     "\"deliver_subject\":\"_INBOX_gateway.feed.1\",\"opt_start_seq\":42,"
     "\"idle_heartbeat\":2000000000,\"mem_storage\":true,\"num_replicas\":1}}"},
    {"pushed no faster than it can be read",
     {.stream = "FEED",
      .name = "k1_event",
      .filter = "in.feed.u1.event.>",
      .delivers = "push.k1.event",
      .durable = true,
      .bytes_per_s = 2000000},
     "$JS.API.CONSUMER.DURABLE.CREATE.FEED.k1_event",
     "{\"stream_name\":\"FEED\",\"config\":{\"durable_name\":\"k1_event\","
     "\"filter_subject\":\"in.feed.u1.event.>\",\"deliver_policy\":\"all\","
     "\"ack_policy\":\"none\",\"deliver_subject\":\"push.k1.event\","
     "\"rate_limit_bps\":16000000}}"},
    {"fetched from, beginning now",
     {.stream = "FEED",
      .name = "delivery_feed",
      .filter = "in.feed.>",
      .durable = true,
      .from_now = true,
      .ack_wait_s = 30,
      .ack_pending = 10000},
     "$JS.API.CONSUMER.DURABLE.CREATE.FEED.delivery_feed",
     "{\"stream_name\":\"FEED\",\"config\":{\"durable_name\":\"delivery_feed\","
     "\"filter_subject\":\"in.feed.>\",\"deliver_policy\":\"new\",\"ack_policy\":\"explicit\","
     "\"ack_wait\":30000000000,\"max_ack_pending\":10000}}"},
    {"fetched from, and gone when unused",
     {.stream = "FEED", .name = "gw2", .filter = "in.feed.u1.>", .first = 1, .unused_s = 5},
     "$JS.API.CONSUMER.CREATE.FEED.gw2.in.feed.u1.>",
     "{\"stream_name\":\"FEED\",\"config\":{\"name\":\"gw2\",\"filter_subject\":\"in.feed.u1.>\","
     "\"deliver_policy\":\"by_start_sequence\",\"ack_policy\":\"none\",\"opt_start_seq\":1,"
     "\"inactive_threshold\":5000000000,\"mem_storage\":true,\"num_replicas\":1}}"},
};

static void
a_consumer_is_asked_for_as_what_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(consumers); i++) {
        stream_request_consumer(&request, &consumers[i].consumer);
        CHECK(consumers[i].name, strcmp(request.subject, consumers[i].subject) == 0);
        CHECK(consumers[i].name, strcmp(request.body, consumers[i].body) == 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stream_is_asked_for_with_what_it_has),
        cmocka_unit_test(a_stream_is_asked_about_itself_and_its_messages),
        cmocka_unit_test(a_consumer_is_asked_for_as_what_it_is),
    };

    return cmocka_run_group_tests_name("stream requests", tests, NULL, NULL);
}
