#include "shared/actor/micro.h"

#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/bus/test_nats.h"

#include <jansson.h>
#include <nats/nats.h>

static const struct operation list = {.name = "thing.list", .subject = "svc.thing.list"};
static const struct operation create = {.name = "thing.create", .subject = "svc.thing.create"};
static const struct operation *const operations[] = {&list, &create};
static const struct service_api api = {
    .name = "thing", .operations = operations, .operation_count = 2};

static struct test_nats server;
static struct bus *bus;
static struct micro *micro;
static json_t *answer;

static int
start(void **state)
{
    (void)state;
    test_nats_new(&server, false);
    test_nats_start(&server);
    bus = bus_open(&(struct bus_conf){.url = server.url, .name = "thing"});
    micro = micro_start(bus, &api);
    TURN_UNTIL(bus, bus_is_up(bus));
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    bus_drain(bus);
    micro_stop(&micro);
    bus_close(&bus);
    test_nats_stop(&server, SIGTERM);
    return 0;
}

static const char *
text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static void
ask_about(const char *subject)
{
    json_decref(answer);
    answer = json_loads(test_ask(bus, subject, ""), 0, NULL);
    assert_string_equal("thing", text(answer, "name"));
    assert_non_null(text(answer, "id"));
    assert_non_null(text(answer, "version"));
    assert_true(json_is_object(json_object_get(answer, "metadata")));
}

static void
a_ping_is_answered_by_all_by_name_and_by_id(void **state)
{
    char by_id[128];

    (void)state;
    ask_about("$SRV.PING");
    assert_string_equal("io.nats.micro.v1.ping_response", text(answer, "type"));
    snprintf(by_id, sizeof by_id, "$SRV.PING.thing.%s", text(answer, "id"));
    ask_about("$SRV.PING.thing");
    ask_about(by_id);
}

static void
info_lists_an_endpoint_per_operation(void **state)
{
    const json_t *endpoints, *first;

    (void)state;
    ask_about("$SRV.INFO.thing");
    assert_string_equal("io.nats.micro.v1.info_response", text(answer, "type"));
    endpoints = json_object_get(answer, "endpoints");
    assert_int_equal(2, json_array_size(endpoints));
    first = json_array_get(endpoints, 0);
    assert_string_equal("list", text(first, "name"));
    assert_string_equal("svc.thing.list", text(first, "subject"));
    assert_string_equal("thing", text(first, "queue_group"));
}

static json_int_t
number(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static void
stats_count_what_was_answered(void **state)
{
    const json_t *first, *second;

    (void)state;
    micro_count(micro, 0, OK, 100);
    micro_count(micro, 0, ERR_NOT_FOUND, 100);
    micro_count(micro, 0, ERR_UNAVAILABLE, 400);
    ask_about("$SRV.STATS");
    assert_string_equal("io.nats.micro.v1.stats_response", text(answer, "type"));
    first = json_array_get(json_object_get(answer, "endpoints"), 0);
    assert_int_equal(3, number(first, "num_requests"));
    assert_int_equal(1, number(first, "num_errors"));
    assert_string_equal("unavailable", text(first, "last_error"));
    assert_int_equal(600000, number(first, "processing_time"));
    assert_int_equal(200000, number(first, "average_processing_time"));
    second = json_array_get(json_object_get(answer, "endpoints"), 1);
    assert_int_equal(0, number(second, "num_requests"));
    assert_int_equal(0, number(second, "average_processing_time"));
    assert_string_equal("", text(second, "last_error"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ping_is_answered_by_all_by_name_and_by_id),
        cmocka_unit_test(info_lists_an_endpoint_per_operation),
        cmocka_unit_test(stats_count_what_was_answered),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);

    json_decref(answer);
    nats_Close();
    return failed;
}
