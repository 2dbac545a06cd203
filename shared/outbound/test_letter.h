/*
 * test_letter - a letter to one recipient, and what becomes of it at a server of test_outside.
 *
 * Threads: the test's main thread.
 */
#ifndef SHARED_OUTBOUND_TEST_LETTER_H
#define SHARED_OUTBOUND_TEST_LETTER_H

#include "shared/base/check.h"
#include "shared/outbound/test_outside.h"

static const char usual_letter[] =
    "From: ada@example.org\r\nMessage-ID: <one@test>\r\n\r\nHello.\r\n";

static inline struct outbound_letter
letter_to(const char *to)
{
    return (struct outbound_letter){.from = "ada@example.org",
                                    .to = to,
                                    .message = bytes_of(usual_letter),
                                    .timeout_ms = TEST_OUTSIDE_PATIENCE_MS};
}

/* One connection, so that what is kept of it is seen. */
static inline struct outbound *
open_trusting(const struct test_outside *server, const struct outbound_smtp *how,
              const char *authorities)
{
    char url[64];
    struct outbound_smtp smtp = *how;

    snprintf(url, sizeof url, "%s://127.0.0.1:%d", how->url, server->port);
    smtp.url = url;
    smtp.connections = smtp.connections == 0 ? 1 : smtp.connections;
    return outbound_open(&(struct outbound_conf){.authorities = authorities, .smtp = &smtp});
}

static inline struct outbound_result
mail(struct outbound *o, const struct outbound_letter *letter)
{
    struct test_end end = {.ends = 0};

    assert_int_equal(outbound_mail(o, letter, test_ended, &end), OK);
    TURNS_UNTIL(o, end.ends > 0);
    assert_int_equal(end.ends, 1);
    assert_int_equal(outbound_busy(o), 0);
    return end.result;
}

static inline struct outbound_result
mail_to(struct outbound *o, const char *to)
{
    struct outbound_letter letter = letter_to(to);

    return mail(o, &letter);
}

#endif
