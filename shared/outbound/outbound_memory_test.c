/*
 * Memory under every fault of the other side: bounded while it lasts, and the same after a thousand
 * as after a few.
 */
#include "shared/outbound/outbound.h"

#include "shared/base/check.h"
#include "shared/outbound/test_outside.h"

/* Of the sanitizer that the test is built with; gcc brings no header for it. */
size_t __sanitizer_get_current_allocated_bytes(void);

enum {
    MOST = 8,
    WARM_ROUNDS = 3,
    ROUNDS = 20,
    BODY_MAX = 16 * 1024,
    PEAK_MAX = MOST * (256 * 1024), /* libcurl's buffers, TLS, heads and bodies */
    GROWTH_MAX = 32 * 1024
};

static size_t base, peak;

static void
turns_until(struct outbound *o, const struct test_end *end, int ends)
{
    int64_t until_ms = monotonic_ms() + TEST_OUTSIDE_PATIENCE_MS;

    while (end->ends < ends) {
        size_t now;

        must(monotonic_ms() < until_ms);
        outbound_turn(o, 1000);
        now = __sanitizer_get_current_allocated_bytes();
        peak = now > peak ? now : peak;
    }
}

static void
begin(void)
{
    base = __sanitizer_get_current_allocated_bytes();
    peak = base;
}

static const char *const faults[] = {
    "/",
    "/?endless",
    "/?body=100000",
    "/?head=60000",
    "/?head=1000000",
    "/?close",
    "/?reset",
    "/?cut",
    "/?badchunk",
    "/?garbage",
    "/?hang",
    "/?drip=0.5",
    "/?informational=2000",
    "/?gzip",
    "/?transfer=gzip",
};

static void
ask_many(struct outbound *o, const char *url)
{
    struct test_end end = {.ends = 0};
    struct outbound_request request = {.method = "POST",
                                       .url = url,
                                       .body = bytes_of("{}"),
                                       .timeout_ms = 100,
                                       .body_max = BODY_MAX};

    for (int i = 0; i < MOST; i++)
        assert_int_equal(outbound_send(o, &request, test_ended, &end), OK);
    turns_until(o, &end, MOST);
}

static void
requests_leave_nothing_behind(void **state)
{
    struct test_outside server;
    struct outbound *o = outbound_open(
        &(struct outbound_conf){.allowed = "127.0.0.1", .most = MOST, .per_host = MOST});
    char url[128];

    (void)state;
    test_outside_start(&server, "harness.receiver", NULL);
    for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
        snprintf(url, sizeof url, "http://127.0.0.1:%d%s", server.port, faults[i]);
        for (int round = 0; round < WARM_ROUNDS; round++)
            ask_many(o, url);
        begin();
        for (int round = 0; round < ROUNDS; round++)
            ask_many(o, url);
        CHECK(faults[i], peak - base < PEAK_MAX);
        CHECK(faults[i], __sanitizer_get_current_allocated_bytes() < base + GROWTH_MAX);
    }
    outbound_close(&o);
    test_outside_stop(&server);
}

static const char *const recipients[] = {
    "eve@test.example",   "rcpt-550@test.example", "data-451@test.example",
    "drop@test.example",  "hang@test.example",     "garble@test.example",
    "leave@test.example", "cut@test.example",      "malformed",
};

static void
mail_many(struct outbound *o, const char *to, struct bytes message)
{
    struct test_end end = {.ends = 0};
    struct outbound_letter letter = {
        .from = "ada@example.org", .to = to, .message = message, .timeout_ms = 200};

    for (int i = 0; i < MOST; i++)
        assert_int_equal(outbound_mail(o, &letter, test_ended, &end), OK);
    turns_until(o, &end, MOST);
}

static void
mails_leave_nothing_behind(void **state)
{
    struct test_outside server;
    struct outbound_smtp smtp = {.tls = OUTBOUND_TLS_OFF, .connections = MOST / 2};
    struct outbound *o;
    struct buf message = {.data = NULL};
    char url[64];

    (void)state;
    while (message.len < BODY_MAX)
        buf_add_text(&message, "a line of the message\r\n");
    test_outside_start(&server, "harness.smtp", NULL);
    snprintf(url, sizeof url, "smtp://127.0.0.1:%d", server.port);
    smtp.url = url;
    o = outbound_open(&(struct outbound_conf){.smtp = &smtp});
    for (size_t i = 0; i < ARRAY_LEN(recipients); i++) {
        for (int round = 0; round < WARM_ROUNDS; round++)
            mail_many(o, recipients[i], (struct bytes){message.data, message.len});
        begin();
        for (int round = 0; round < ROUNDS / 4; round++)
            mail_many(o, recipients[i], (struct bytes){message.data, message.len});
        CHECK(recipients[i], peak - base < PEAK_MAX);
        CHECK(recipients[i], __sanitizer_get_current_allocated_bytes() < base + GROWTH_MAX);
    }
    outbound_close(&o);
    test_outside_stop(&server);
    buf_fini(&message);
}

static int
ignore_pipes(void **state)
{
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_leave_nothing_behind),
        cmocka_unit_test(mails_leave_nothing_behind),
    };
    return cmocka_run_group_tests(tests, ignore_pipes, NULL);
}
