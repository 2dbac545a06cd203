/*
 * Names whose addresses are what a stranger's DNS server says, another one each time: the test's
 * getaddrinfo() stands before the C library's, so libcurl asks it.  Whatever it answers, nothing
 * but the permitted receiver is connected to.
 */
#include "shared/outbound/outbound.h"

#include "shared/base/check.h"
#include "shared/base/monitor.h"
#include "shared/outbound/test_outside.h"

#include <arpa/inet.h>
#include <netdb.h>

enum { LOOKUPS = 3, ADDRESSES = 3 };

/* The receivers: one that may be reached, and one at 127.0.0.2 that may not. */
static struct test_outside permitted, forbidden;

static const struct {
    const char *name;
    const char
        *answers[LOOKUPS][ADDRESSES]; /* of the first look-up, the second ...; none: no such name */
} names[] = {
    {"turns.example", {{"127.0.0.1"}, {"127.0.0.2"}, {"127.0.0.1"}}},
    {"both.example", {{"127.0.0.2", "127.0.0.1"}, {"127.0.0.1", "127.0.0.2"}}},
    {"private.example", {{"127.0.0.2"}, {"::ffff:127.0.0.2"}, {"127.0.0.2", "::ffff:127.0.0.2"}}},
    {"carried.example", {{"64:ff9b::7f00:2"}, {"2002:7f00:2::1"}, {"::127.0.0.2"}}},
    {"inside.example", {{"10.0.0.1"}, {"169.254.169.254"}, {"fd00::1", "fe80::1"}}},
    {"xn--bcher-kva.example", {{"127.0.0.1"}, {"127.0.0.1"}, {"127.0.0.1"}}},
    {"nowhere.example", {{NULL}}},
    {"hangs.example", {{NULL}}},
};

static struct monitor monitor;
static int asked[ARRAY_LEN(names)];
static bool released;
static int hanging;

static struct addrinfo *
info_of(const char *text, const struct addrinfo *hints, struct addrinfo *next)
{
    struct sockaddr_in6 *to = calloc(1, sizeof *to);
    struct addrinfo *info = calloc(1, sizeof *info);
    struct sockaddr_in *v4 = (struct sockaddr_in *)to;
    bool is_v4 = strchr(text, ':') == NULL;

    must(to != NULL && info != NULL);
    to->sin6_family = is_v4 ? AF_INET : AF_INET6;
    must(inet_pton(to->sin6_family, text, is_v4 ? (void *)&v4->sin_addr : (void *)&to->sin6_addr) ==
         1);
    *info = (struct addrinfo){.ai_family = to->sin6_family,
                              .ai_socktype = hints->ai_socktype,
                              .ai_protocol = IPPROTO_TCP,
                              .ai_addrlen = is_v4 ? sizeof *v4 : sizeof *to,
                              .ai_addr = (struct sockaddr *)to,
                              .ai_next = next};
    return info;
}

static void
hang(void)
{
    monitor_enter(&monitor);
    hanging++;
    while (!released)
        monitor_wait(&monitor);
    hanging--;
    monitor_wake_all(&monitor);
    monitor_leave(&monitor);
}

static int
lookups(size_t name)
{
    int count;

    monitor_enter(&monitor);
    count = asked[name]++;
    monitor_leave(&monitor);
    return count;
}

int
getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
            struct addrinfo **out)
{
    size_t i = 0;
    const char *const *answer;

    *out = NULL;
    while (i < ARRAY_LEN(names) && strcmp(names[i].name, name) != 0)
        i++;
    must(i < ARRAY_LEN(names));
    if (strcmp(name, "hangs.example") == 0)
        hang();
    answer = names[i].answers[lookups(i) % LOOKUPS];
    for (size_t k = ADDRESSES; k-- > 0;)
        if (answer[k] != NULL) {
            *out = info_of(answer[k], hints, *out);
            ((struct sockaddr_in *)(*out)->ai_addr)->sin_port = htons((uint16_t)atoi(service));
        }
    return *out == NULL ? EAI_NONAME : 0;
}

void
freeaddrinfo(struct addrinfo *all)
{
    while (all != NULL) {
        struct addrinfo *next = all->ai_next;

        free(all->ai_addr);
        free(all);
        all = next;
    }
}

/* By a module of its own, so that no connection is kept and no look-up remembered. */
static enum outbound_end
ask(const char *name, int64_t timeout_ms)
{
    struct outbound *o = outbound_open(&(struct outbound_conf){.allowed = "127.0.0.1/32"});
    struct test_end end = {.ends = 0};
    char url[128];
    struct outbound_request request = {
        .method = "GET", .url = url, .timeout_ms = timeout_ms, .body_max = 100};

    snprintf(url, sizeof url, "http://%s:%d/", name, permitted.port);
    assert_int_equal(outbound_send(o, &request, test_ended, &end), OK);
    TURNS_UNTIL(o, end.ends == 1);
    outbound_close(&o);
    return end.result.end;
}

static void
a_name_that_turns_private_is_refused(void **state)
{
    (void)state;
    assert_int_equal(ask("turns.example", TEST_OUTSIDE_PATIENCE_MS), OUTBOUND_ANSWERED);
    assert_int_equal(ask("turns.example", TEST_OUTSIDE_PATIENCE_MS), OUTBOUND_FORBIDDEN);
    assert_int_equal(ask("turns.example", TEST_OUTSIDE_PATIENCE_MS), OUTBOUND_ANSWERED);
    assert_true(test_outside_has(&forbidden, "\"connections\": 0"));
}

static void
of_several_addresses_the_permitted_one_is_taken(void **state)
{
    (void)state;
    assert_int_equal(ask("both.example", TEST_OUTSIDE_PATIENCE_MS), OUTBOUND_ANSWERED);
    assert_int_equal(ask("both.example", TEST_OUTSIDE_PATIENCE_MS), OUTBOUND_ANSWERED);
    assert_true(test_outside_has(&forbidden, "\"connections\": 0"));
}

static void
every_form_of_a_private_address_is_refused(void **state)
{
    static const char *const hosts[] = {"private.example", "carried.example", "inside.example"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
        for (int k = 0; k < LOOKUPS; k++)
            CHECK(hosts[i], ask(hosts[i], TEST_OUTSIDE_PATIENCE_MS) == OUTBOUND_FORBIDDEN);
    assert_true(test_outside_has(&forbidden, "\"connections\": 0"));
}

static void
a_name_beyond_ascii_is_looked_up_as_dns_has_it(void **state)
{
    (void)state;
    assert_int_equal(ask("b\xc3\xbc"
                         "cher.example",
                         TEST_OUTSIDE_PATIENCE_MS),
                     OUTBOUND_ANSWERED);
}

static void
a_name_without_an_address_is_unreachable(void **state)
{
    (void)state;
    assert_int_equal(ask("nowhere.example", TEST_OUTSIDE_PATIENCE_MS), OUTBOUND_UNREACHABLE);
}

/* The request ends by its time limit, and so does the module: neither waits for the look-up. */
static void
a_look_up_that_hangs_holds_nobody(void **state)
{
    (void)state;
    assert_int_equal(ask("hangs.example", 300), OUTBOUND_TIMEOUT);
    monitor_enter(&monitor);
    assert_int_equal(hanging, 1);
    released = true;
    monitor_wake_all(&monitor);
    while (hanging > 0)
        monitor_wait(&monitor);
    monitor_leave(&monitor);
}

static int
start_servers(void **state)
{
    char port[16];

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    monitor_init(&monitor);
    test_outside_start(&permitted, "harness.receiver", NULL);
    snprintf(port, sizeof port, "%d", permitted.port);
    test_outside_start(&forbidden, "harness.receiver", "--host", "127.0.0.2", "--port", port, NULL);
    return 0;
}

static int
stop_servers(void **state)
{
    (void)state;
    test_outside_stop(&permitted);
    test_outside_stop(
        &forbidden); /* the monitor stays: a look-up that is left behind may still use it */
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_that_turns_private_is_refused),
        cmocka_unit_test(of_several_addresses_the_permitted_one_is_taken),
        cmocka_unit_test(every_form_of_a_private_address_is_refused),
        cmocka_unit_test(a_name_beyond_ascii_is_looked_up_as_dns_has_it),
        cmocka_unit_test(a_name_without_an_address_is_unreachable),
        cmocka_unit_test(a_look_up_that_hangs_holds_nobody),
    };
    return cmocka_run_group_tests(tests, start_servers, stop_servers);
}
