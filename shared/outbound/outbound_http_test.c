/*
 * Requests against a real receiver (tests/harness/receiver.py), which refuses, delays, redirects,
 * drips and speaks garbage as the URL says.
 */
#include "shared/outbound/outbound.h"

#include "shared/base/check.h"
#include "shared/outbound/test_outside.h"

#include <netinet/in.h>
#include <pthread.h>

static struct test_outside plain, secure, stranger;
static char folder[] = "/tmp/test_outbound.XXXXXX";
static char trusted[64];
static struct outbound *out;

static const struct outbound_conf usual = {
    .allowed = "127.0.0.1/32", .most = 8, .per_host = 4, .agent = "Almanac/test"};

static char *
url_of(const struct test_outside *server, const char *scheme, const char *rest)
{
    static char url[4096];

    snprintf(url, sizeof url, "%s://127.0.0.1:%d%s", scheme, server->port, rest);
    return url;
}

static struct outbound_request
get(const char *url)
{
    return (struct outbound_request){
        .method = "GET", .url = url, .timeout_ms = TEST_OUTSIDE_PATIENCE_MS, .body_max = 1000};
}

static struct test_end
send_by(struct outbound *o, const struct outbound_request *request)
{
    struct test_end end = {.ends = 0};

    assert_int_equal(outbound_send(o, request, test_ended, &end), OK);
    TURNS_UNTIL(o, end.ends > 0);
    assert_int_equal(end.ends, 1);
    return end;
}

static struct test_end
ask(const char *rest)
{
    struct outbound_request request = get(url_of(&plain, "http", rest));

    return send_by(out, &request);
}

/* ---------------------------------------------------------------- answers */

static const struct {
    const char *rest;
    enum outbound_end end;
    int status;
    int64_t retry_after_s;
} answers[] = {
    {"/", OUTBOUND_ANSWERED, 200, -1},
    {"/?status=204", OUTBOUND_ANSWERED, 204, -1},
    {"/?status=404", OUTBOUND_ANSWERED, 404, -1},
    {"/?status=410", OUTBOUND_ANSWERED, 410, -1},
    {"/?status=500", OUTBOUND_ANSWERED, 500, -1},
    {"/?status=503&header=Retry-After:30", OUTBOUND_ANSWERED, 503, 30},
    {"/?status=429&header=Retry-After:99999999", OUTBOUND_ANSWERED, 429, OUTBOUND_RETRY_MAX},
    {"/?status=429&header=Retry-After:soon", OUTBOUND_ANSWERED, 429, -1},
    {"/?status=429&header=Date:Sat,+28+Feb+2026+12:00:00+GMT"
     "&header=Retry-After:Sat,+28+Feb+2026+12:01:00+GMT",
     OUTBOUND_ANSWERED, 429, 60},
    {"/?delay=0.2", OUTBOUND_ANSWERED, 200, -1},
    {"/?drip=0.001&body=100", OUTBOUND_ANSWERED, 200, -1},
    {"/?informational=3", OUTBOUND_ANSWERED, 200, -1},
    {"/?body=1000", OUTBOUND_ANSWERED, 200, -1},
    {"/?body=1001", OUTBOUND_TOO_LARGE, 200, -1},
    {"/?body=100000000", OUTBOUND_TOO_LARGE, 200, -1},
    {"/?endless", OUTBOUND_TOO_LARGE, 200, -1},
    {"/?head=65000", OUTBOUND_ANSWERED, 200, -1},
    {"/?head=65536", OUTBOUND_TOO_LARGE, 200, -1},
    {"/?informational=100000", OUTBOUND_TOO_LARGE, 103, -1},
    {"/?close", OUTBOUND_UNREACHABLE, 0, -1},
    {"/?reset", OUTBOUND_UNREACHABLE, 0, -1},
    {"/?cut", OUTBOUND_UNREACHABLE, 200, -1},
    {"/?badchunk", OUTBOUND_UNREACHABLE, 200, -1},
    {"/?garbage", OUTBOUND_GARBAGE, 0, -1},
    {"/?transfer=gzip&body=1000000", OUTBOUND_GARBAGE, 200, -1},
    {"/?transfer=gzip,+gzip,+gzip", OUTBOUND_GARBAGE, 200, -1},
};

static void
every_answer_has_its_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        struct test_end end = ask(answers[i].rest);

        if (end.result.end != answers[i].end || end.result.status != answers[i].status)
            fail_msg("%s: %d with %d: %s", answers[i].rest, end.result.end, end.result.status,
                     end.result.why);
        CHECK(answers[i].rest, end.result.retry_after_s == answers[i].retry_after_s);
        CHECK(answers[i].rest,
              (end.result.end == OUTBOUND_ANSWERED) == (end.result.why[0] == '\0'));
        CHECK(answers[i].rest, end.result.body.len <= 1000);
        CHECK(answers[i].rest, strstr(end.result.why, "127.0.0.1") == NULL);
    }
}

static void
a_body_is_given_as_it_came(void **state)
{
    struct test_end end = ask("/?body=5");

    (void)state;
    assert_string_equal(end.body, "xxxxx");
    end = ask("/?gzip&body=500");
    assert_int_equal(end.result.end, OUTBOUND_ANSWERED);
    assert_memory_equal(end.body, "\x1f\x8b", 2);
    assert_true(end.result.body.len < 100);
}

static void
what_is_slow_ends_in_time(void **state)
{
    static const char *const rests[] = {"/?hang", "/?drip=0.05", "/?delay=1000"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rests); i++) {
        struct outbound_request request = get(url_of(&plain, "http", rests[i]));
        struct test_end end;

        request.timeout_ms = 300;
        end = send_by(out, &request);
        CHECK(rests[i], end.result.end == OUTBOUND_TIMEOUT);
        CHECK(rests[i], end.result.took_ms >= 300);
    }
}

/* ---------------------------------------------------------------- what is sent */

static void
a_post_is_sent_as_it_was_given(void **state)
{
    const struct outbound_header headers[] = {
        {"Content-Type", "application/cloudevents+json"}, {"webhook-id", "one"}, {"X-Empty", ""}};
    struct outbound_request request = get(url_of(&plain, "http", "/hook?status=202"));
    char body[] = "{\"a\":1}";
    struct test_end end = {.ends = 0};

    (void)state;
    request.method = "POST";
    request.headers = headers;
    request.header_count = 3;
    request.body = bytes_of(body);
    assert_int_equal(outbound_send(out, &request, test_ended, &end), OK);
    memset(body, '#', sizeof body - 1); /* what was given is copied */
    TURNS_UNTIL(out, end.ends > 0);
    assert_int_equal(end.result.status, 202);
    assert_true(test_outside_has(&plain, "\"method\": \"POST\", \"target\": \"/hook?status=202\""));
    assert_non_null(strstr(plain.seen, "\"body\": \"{\\\"a\\\":1}\""));
    assert_non_null(strstr(plain.seen, "\"content-type\": \"application/cloudevents+json\""));
    assert_non_null(strstr(plain.seen, "\"user-agent\": \"Almanac/test\""));
    assert_non_null(strstr(plain.seen, "\"x-empty\": \"\""));
    assert_null(strstr(plain.seen, "accept-encoding"));
    assert_null(strstr(plain.seen, "\"expect\""));
}

static void
a_large_post_waits_for_nobody(void **state)
{
    static char body[2 << 20];
    struct outbound_request request = get(url_of(&plain, "http", "/large"));

    (void)state;
    memset(body, 'b', sizeof body);
    request.method = "POST";
    request.body = (struct bytes){(const uint8_t *)body, 1};
    assert_int_equal(send_by(out, &request).result.status, 200);
    assert_false(test_outside_has(&plain, "content-type"));
    request.body = (struct bytes){NULL, 0};
    assert_int_equal(send_by(out, &request).result.status, 200);
    assert_true(test_outside_has(&plain, "\"content-length\": \"0\""));
    request.body = (struct bytes){(const uint8_t *)body, sizeof body};
    assert_int_equal(send_by(out, &request).result.status, 200);
    assert_false(test_outside_has(&plain, "\"expect\""));
    assert_non_null(strstr(plain.seen, "\"content-length\": \"2097152\""));
}

static const struct {
    const char *name;
    struct outbound_header header;
    const char *method;
    enum outbound_end end;
} requests[] = {
    {"usual", {"X-A", "b"}, "GET", OUTBOUND_ANSWERED},
    {"tab", {"X-A", "b\tc"}, "GET", OUTBOUND_ANSWERED},
    {"line in a value", {"X-A", "b\r\nX-B: c"}, "GET", OUTBOUND_MALFORMED},
    {"control in a value", {"X-A", "b\x01"}, "GET", OUTBOUND_MALFORMED},
    {"delete in a value", {"X-A", "b\x7f"}, "GET", OUTBOUND_MALFORMED},
    {"no name", {"", "b"}, "GET", OUTBOUND_MALFORMED},
    {"colon in a name", {"X-A: c\r\nX-B", "b"}, "GET", OUTBOUND_MALFORMED},
    {"blank in a name", {"X A", "b"}, "GET", OUTBOUND_MALFORMED},
    {"other method", {"X-A", "b"}, "DELETE", OUTBOUND_MALFORMED},
    {"line in the method", {"X-A", "b"}, "GET / HTTP/1.1\r\nX: y", OUTBOUND_MALFORMED},
};

static void
malformed_requests_are_not_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
        struct outbound_request request = get(url_of(&plain, "http", "/"));

        request.method = requests[i].method;
        request.headers = &requests[i].header;
        request.header_count = 1;
        CHECK(requests[i].name, send_by(out, &request).result.end == requests[i].end);
    }
}

static void
bad_urls_end_in_a_later_turn(void **state)
{
    struct outbound_request request = get("https://ada:secret@example.org/");
    struct test_end first = {.ends = 0}, second = {.ends = 0};

    (void)state;
    assert_int_equal(outbound_send(out, &request, test_ended, &first), OK);
    request.url = "http://127.0.0.1:25/";
    assert_int_equal(outbound_send(out, &request, test_ended, &second), OK);
    assert_int_equal(first.ends + second.ends, 0);
    assert_int_equal(outbound_busy(out), 2);
    outbound_turn(out, TEST_OUTSIDE_PATIENCE_MS);
    assert_int_equal(first.ends + second.ends, 2);
    assert_int_equal(first.result.end, OUTBOUND_BAD_URL);
    assert_int_equal(second.result.end, OUTBOUND_BAD_URL);
    assert_int_equal(outbound_busy(out), 0);
}

/* ---------------------------------------------------------------- what is not done */

static void
redirects_are_answers(void **state)
{
    struct test_end end;
    char rest[128];
    int before;

    (void)state;
    snprintf(rest, sizeof rest, "/?status=302&header=Location:http://127.0.0.1:%d/other",
             plain.port);
    test_outside_seen(&plain);
    assert_int_equal(sscanf(plain.seen, "{\"requests\": %d", &before), 1);
    end = ask(rest);
    assert_int_equal(end.result.end, OUTBOUND_ANSWERED);
    assert_int_equal(end.result.status, 302);
    snprintf(rest, sizeof rest, "{\"requests\": %d,", before + 1);
    assert_true(test_outside_has(&plain, rest));
}

static void
cookies_are_forgotten(void **state)
{
    (void)state;
    ask("/?header=Set-Cookie:a%3Db");
    ask("/");
    assert_false(test_outside_has(&plain, "cookie"));
}

static void
proxies_of_the_environment_are_not_asked(void **state)
{
    static const char *const names[] = {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"};
    char proxy[64];

    (void)state;
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", stranger.port);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        setenv(names[i], proxy, 1);
    assert_int_equal(ask("/?keep=no").result.end, OUTBOUND_ANSWERED);
    assert_int_equal(ask("/?keep=no").result.end, OUTBOUND_ANSWERED);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        unsetenv(names[i]);
    assert_true(test_outside_has(&stranger, "\"requests\": 0"));
}

/* ---------------------------------------------------------------- addresses */

/* All of them would lead to a receiver that listens. */
static void
addresses_that_are_not_public_are_refused(void **state)
{
    static const char *const hosts[] = {
        "127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "localhost", "sub.localhost",
        "0",         "[::]",       "[::1]"};
    struct outbound *strict = outbound_open(&(struct outbound_conf){.allowed = "10.0.0.0/8"});
    char url[128];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
        struct outbound_request request = get(url);
        struct test_end end;

        snprintf(url, sizeof url, "http://%s:%d/", hosts[i], stranger.port);
        end = send_by(strict, &request);
        if (end.result.end != OUTBOUND_FORBIDDEN)
            fail_msg("%s: %d: %s", url, end.result.end, end.result.why);
        CHECK(url, strstr(end.result.why, "127.0.0.1") == NULL);
    }
    outbound_close(&strict);
    assert_true(test_outside_has(&stranger, "\"connections\": 0"));
}

static void
a_port_without_a_server_is_unreachable(void **state)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); /* bound, but it does not listen */
    struct outbound_request request;
    char url[64];

    (void)state;
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", ntohs(at.sin_port));
    request = get(url);
    assert_int_equal(send_by(out, &request).result.end, OUTBOUND_UNREACHABLE);
    close(fd);
}

/* ---------------------------------------------------------------- TLS */

static void
certificates_are_verified(void **state)
{
    struct outbound_conf conf = usual;
    struct outbound *o, *system;
    struct outbound_request request = get(url_of(&secure, "https", "/?body=3"));
    struct test_end end;

    (void)state;
    conf.authorities = trusted;
    o = outbound_open(&conf);
    end = send_by(o, &request);
    assert_int_equal(end.result.end, OUTBOUND_ANSWERED);
    assert_int_equal(3, strlen(end.body));
    request.url = url_of(&secure, "http", "/");
    assert_int_not_equal(send_by(o, &request).result.end, OUTBOUND_ANSWERED);
    outbound_close(&o);

    system = outbound_open(&usual);
    request.url = url_of(&secure, "https", "/");
    assert_int_equal(send_by(system, &request).result.end, OUTBOUND_TLS);
    outbound_close(&system);
}

static void
a_certificate_of_another_name_does_not_hold(void **state)
{
    struct test_outside server;
    struct outbound_conf conf = usual;
    struct outbound *o;
    struct outbound_request request;
    char other[64], key[64];

    (void)state;
    test_certificate(folder, "other", "DNS:other.example,IP:127.0.0.2");
    snprintf(other, sizeof other, "%s/other.pem", folder);
    snprintf(key, sizeof key, "%s/other.key", folder);
    test_outside_start(&server, "harness.receiver", "--tls", other, key, NULL);
    conf.authorities = other;
    o = outbound_open(&conf);
    request = get(url_of(&server, "https", "/"));
    assert_int_equal(send_by(o, &request).result.end, OUTBOUND_TLS);
    outbound_close(&o);
    test_outside_stop(&server);
}

/* ---------------------------------------------------------------- many */

static void
connections_are_kept(void **state)
{
    struct test_outside server;
    struct outbound_request request;

    (void)state;
    test_outside_start(&server, "harness.receiver", NULL);
    request = get(url_of(&server, "http", "/"));
    for (int i = 0; i < 20; i++)
        assert_int_equal(send_by(out, &request).result.status, 200);
    assert_true(test_outside_has(&server, "{\"requests\": 20, \"connections\": 1,"));
    test_outside_stop(&server);
}

static void
as_many_as_the_limits(void **state)
{
    struct outbound_conf conf = {.allowed = "127.0.0.1", .most = 5, .per_host = 3};
    struct outbound *o = outbound_open(&conf);
    struct outbound_request request = get(url_of(&plain, "http", "/?hang"));
    struct test_end hung = {.ends = 0}, ended = {.ends = 0};
    uint64_t here;

    (void)state;
    request.timeout_ms = 1500;
    here = outbound_place(request.url);
    assert_true(here != 0 && here == outbound_place(url_of(&plain, "http", "/other")));
    for (int i = 0; i < 3; i++) {
        assert_true(outbound_has_room(o, here));
        assert_int_equal(outbound_send(o, &request, test_ended, &hung), OK);
    }
    assert_false(outbound_has_room(o, here));
    assert_int_equal(outbound_send(o, &request, test_ended, &hung), ERR_OVERLOADED);
    request.url = url_of(&stranger, "http", "/?hang");
    for (int i = 0; i < 2; i++) {
        assert_true(outbound_has_room(o, outbound_place(request.url)));
        assert_int_equal(outbound_send(o, &request, test_ended, &ended), OK);
    }
    assert_false(outbound_has_room(o, outbound_place(request.url)));
    assert_int_equal(outbound_send(o, &request, test_ended, &ended), ERR_OVERLOADED);
    assert_int_equal(outbound_busy(o), 5);
    TURNS_UNTIL(o, hung.ends == 3 && ended.ends == 2);
    assert_int_equal(outbound_busy(o), 0);
    assert_true(outbound_has_room(o, here));
    assert_int_equal(outbound_send(o, &request, test_ended, &ended), OK);
    outbound_close(&o); /* what is under way ends without a word */
    assert_null(o);
    assert_int_equal(ended.ends, 2);
}

struct relay {
    struct outbound *o;
    struct outbound_request request;
    int left;
};

static void
send_next(void *arg, const struct outbound_result *result)
{
    struct relay *r = arg;

    assert_int_equal(result->status, 200);
    if (--r->left > 0)
        assert_int_equal(outbound_send(r->o, &r->request, send_next, r), OK);
}

static void
done_may_send_though_there_is_one_slot(void **state)
{
    struct outbound *o = outbound_open(&(struct outbound_conf){.allowed = "127.0.0.1", .most = 1});
    struct relay relay = {o, get(url_of(&plain, "http", "/")), 50};

    (void)state;
    assert_int_equal(outbound_send(o, &relay.request, send_next, &relay), OK);
    TURNS_UNTIL(o, relay.left == 0);
    outbound_close(&o);
}

static void *
wake_it(void *arg)
{
    outbound_wake(arg);
    return NULL;
}

static void
a_wake_ends_the_wait(void **state)
{
    pthread_t thread;

    (void)state;
    outbound_wake(out); /* before it */
    outbound_turn(out, TEST_OUTSIDE_PATIENCE_MS);
    assert_int_equal(pthread_create(&thread, NULL, wake_it, out), 0);
    outbound_turn(out, TEST_OUTSIDE_PATIENCE_MS);
    pthread_join(thread, NULL);
}

/* ---------------------------------------------------------------- begin and end */

static int
start_servers(void **state)
{
    char key[64];

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    must(mkdtemp(folder) != NULL);
    test_certificate(folder, "server", "DNS:localhost,IP:127.0.0.1");
    snprintf(trusted, sizeof trusted, "%s/server.pem", folder);
    snprintf(key, sizeof key, "%s/server.key", folder);
    test_outside_start(&plain, "harness.receiver", NULL);
    test_outside_start(&stranger, "harness.receiver", "--host", "127.0.0.1", NULL);
    test_outside_start(&secure, "harness.receiver", "--tls", trusted, key, NULL);
    out = outbound_open(&usual);
    return 0;
}

static int
stop_servers(void **state)
{
    (void)state;
    outbound_close(&out);
    test_outside_stop(&plain);
    test_outside_stop(&stranger);
    test_outside_stop(&secure);
    test_folder_remove(folder);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_that_are_not_public_are_refused),
        cmocka_unit_test(proxies_of_the_environment_are_not_asked),
        cmocka_unit_test(every_answer_has_its_end),
        cmocka_unit_test(a_body_is_given_as_it_came),
        cmocka_unit_test(what_is_slow_ends_in_time),
        cmocka_unit_test(a_post_is_sent_as_it_was_given),
        cmocka_unit_test(a_large_post_waits_for_nobody),
        cmocka_unit_test(malformed_requests_are_not_sent),
        cmocka_unit_test(bad_urls_end_in_a_later_turn),
        cmocka_unit_test(redirects_are_answers),
        cmocka_unit_test(cookies_are_forgotten),
        cmocka_unit_test(a_port_without_a_server_is_unreachable),
        cmocka_unit_test(certificates_are_verified),
        cmocka_unit_test(a_certificate_of_another_name_does_not_hold),
        cmocka_unit_test(connections_are_kept),
        cmocka_unit_test(as_many_as_the_limits),
        cmocka_unit_test(done_may_send_though_there_is_one_slot),
        cmocka_unit_test(a_wake_ends_the_wait),
    };
    return cmocka_run_group_tests(tests, start_servers, stop_servers);
}
