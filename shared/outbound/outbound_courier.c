/*
 * Whether the server may have taken a message is known by two things: libcurl, which is not told
 * its length, asks for more when all of it has been sent, and then sends the dot that ends it; and
 * the last reply is still DATA's 354 as long as no answer to the dot came.
 */
#include "shared/outbound/outbound_courier.h"

#include "shared/base/must.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* Servers forget a connection after minutes: one that rested so long is not used again. */
static const long KEPT_S = 60;

/* ---------------------------------------------------------------- what libcurl calls */

static size_t
give_message(char *out, size_t size, size_t count, void *arg)
{
    struct courier *c = arg;
    size_t left = c->letter->message.len - c->sent, len = size * count;

    if (c->letter->needs_utf8 && !c->offers_utf8) {
        c->unfit = true;
        return CURL_READFUNC_ABORT;
    }
    if (len > left)
        len = left;
    memcpy(out, c->letter->message.data + c->sent, len);
    c->sent += len;
    c->all_sent = len == 0;
    return len;
}

/* What answers a 334 is no command, but the name or the password. */
static void
note_command(struct courier *c, struct bytes line)
{
    size_t len = line.len < sizeof c->command ? line.len : sizeof c->command - 1;

    if (c->reply.code == 334)
        return;
    memcpy(c->command, line.data, len);
    c->command[len] = '\0';
    if (strcmp(c->command, "EHLO") == 0)
        c->offers_utf8 = false;
}

static void
note_reply(struct courier *c, struct bytes line)
{
    smtp_reply_read(line, &c->reply);
    if (strcmp(c->command, "EHLO") == 0 && smtp_reply_offers(line, "SMTPUTF8"))
        c->offers_utf8 = true;
}

/* What libcurl says to leave, and hears then, is not about the letter. */
static int
trace(CURL *easy, curl_infotype type, char *data, size_t len, void *arg)
{
    struct courier *c = arg;
    struct bytes line = {(const uint8_t *)data, len};

    (void)easy;
    if (type == CURLINFO_HEADER_OUT && len >= 4 && memcmp(data, "QUIT", 4) == 0)
        c->leaves = true;
    if (type == CURLINFO_HEADER_OUT && !c->leaves)
        note_command(c, line);
    if (type == CURLINFO_HEADER_IN && !c->leaves)
        note_reply(c, line);
    return 0;
}

/* Called at least once a second while libcurl waits. */
static int
is_ending(void *arg, curl_off_t a, curl_off_t b, curl_off_t d, curl_off_t e)
{
    struct courier *c = arg;

    (void)a, (void)b, (void)d, (void)e;
    return atomic_load(&c->server->ending) ? 1 : 0;
}

/* ---------------------------------------------------------------- one letter */

static void
set_server(struct courier *c)
{
    const struct courier_server *s = c->server;

    outbound_set_common(s->outbound, c->easy);
    SET(c->easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    SET(c->easy, CURLOPT_URL, s->url);
    SET(c->easy, CURLOPT_USE_SSL, s->use_ssl);
    SET(c->easy, CURLOPT_MAXAGE_CONN, KEPT_S);
    if (s->authorities != NULL)
        SET(c->easy, CURLOPT_CAINFO, s->authorities);
    if (s->user == NULL)
        return;
    SET(c->easy, CURLOPT_USERNAME, s->user);
    SET(c->easy, CURLOPT_PASSWORD, s->password);
    SET(c->easy, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
}

static void
set_letter(struct courier *c, struct curl_slist *to)
{
    long timeout_ms = outbound_timeout_ms(c->letter->timeout_ms);

    SET(c->easy, CURLOPT_MAIL_FROM, c->letter->from);
    SET(c->easy, CURLOPT_MAIL_RCPT, to);
    SET(c->easy, CURLOPT_UPLOAD, 1L);
    SET(c->easy, CURLOPT_READFUNCTION, give_message);
    SET(c->easy, CURLOPT_READDATA, c);
    SET(c->easy, CURLOPT_TIMEOUT_MS, timeout_ms);
    SET(c->easy, CURLOPT_CONNECTTIMEOUT_MS, timeout_ms);
    SET(c->easy, CURLOPT_VERBOSE, 1L);
    SET(c->easy, CURLOPT_DEBUGFUNCTION, trace);
    SET(c->easy, CURLOPT_DEBUGDATA, c);
    SET(c->easy, CURLOPT_NOPROGRESS, 0L);
    SET(c->easy, CURLOPT_XFERINFOFUNCTION, is_ending);
    SET(c->easy, CURLOPT_XFERINFODATA, c);
}

static CURLcode
try_once(struct courier *c, struct curl_slist *to, bool fresh)
{
    c->sent = 0;
    c->all_sent = c->unfit = c->leaves = false;
    c->command[0] = '\0';
    c->reply = (struct smtp_reply){.code = 0};
    curl_easy_reset(c->easy);
    set_server(c);
    set_letter(c, to);
    SET(c->easy, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
    return curl_easy_perform(c->easy);
}

/* A kept connection that the server had given up: it said so (421), or nothing, to the first
 * command. */
static bool
was_stale(const struct courier *c, CURLcode code)
{
    long opened = 0;

    curl_easy_getinfo(c->easy, CURLINFO_NUM_CONNECTS, &opened);
    return code != CURLE_OK && code != CURLE_OPERATION_TIMEDOUT && opened == 0 &&
           strcmp(c->command, "MAIL") == 0 && (c->reply.code == 0 || c->reply.code == 421);
}

static enum outbound_end
end_after_message(const struct courier *c, const char **why)
{
    int class = c->reply.code / 100;

    *why = class == 2 ? "" : "the connection ended before the message was answered";
    return class == 2   ? OUTBOUND_ANSWERED
           : class == 4 ? OUTBOUND_LATER
           : class == 5 ? OUTBOUND_REFUSED
                        : OUTBOUND_UNKNOWN;
}

/* Of the mail itself.  Other commands, the codes of AUTH (RFC 4954), a goodbye, and what is said to
 * MAIL of all but the size (RFC 1870), are about us and meet every mail. */
static bool
is_about_mail(const struct courier *c)
{
    int code = c->reply.code;

    if (code == 421 || (code >= 530 && code <= 538))
        return false;
    if (strcmp(c->command, "MAIL") == 0)
        return code == 552;
    return strcmp(c->command, "RCPT") == 0 || strcmp(c->command, "DATA") == 0;
}

static enum outbound_end
end_before_message(const struct courier *c, CURLcode code, const char **why)
{
    enum outbound_end end = outbound_end_of(code, why);

    if (c->unfit) {
        *why = "the mail needs SMTPUTF8, which the server does not offer";
        return OUTBOUND_REFUSED;
    }
    if (end == OUTBOUND_TLS || end == OUTBOUND_TIMEOUT || c->reply.code < 400) {
        if (code != CURLE_LOGIN_DENIED)
            return end;
        *why = "the server offers no AUTH that is understood";
        return OUTBOUND_LATER;
    }
    return is_about_mail(c) && c->reply.code >= 500 ? OUTBOUND_REFUSED : OUTBOUND_LATER;
}

static void
judge(struct courier *c, CURLcode code)
{
    struct outbound_result *r = &c->letter->result;
    const char *why;

    *r = (struct outbound_result){.retry_after_s = -1};
    r->end = c->all_sent ? end_after_message(c, &why) : end_before_message(c, code, &why);
    r->status = r->end == OUTBOUND_UNKNOWN ? 0 : c->reply.code;
    r->recipient = c->unfit || (r->end == OUTBOUND_REFUSED && strcmp(c->command, "RCPT") == 0);
    r->refuses_all = r->end == OUTBOUND_LATER && !is_about_mail(c);
    if (r->status != 0)
        memcpy(r->enhanced, c->reply.enhanced, sizeof r->enhanced);
    if (r->end != OUTBOUND_ANSWERED && c->reply.code >= 400 && !c->unfit)
        snprintf(r->why, sizeof r->why, "the server answered %d%s%s to %s", c->reply.code,
                 c->reply.enhanced[0] == '\0' ? "" : " ", c->reply.enhanced,
                 c->all_sent             ? "the message"
                 : c->command[0] == '\0' ? "the connection"
                                         : c->command);
    else
        snprintf(r->why, sizeof r->why, "%s", why);
}

void
courier_init(struct courier *c, const struct courier_server *server)
{
    *c = (struct courier){.server = server, .easy = curl_easy_init()};
    must(c->easy != NULL);
}

/* libcurl says QUIT to a kept connection and waits for the answer: it finds the end of the stream
 * instead. */
void
courier_fini(struct courier *c)
{
    curl_socket_t fd = CURL_SOCKET_BAD;

    curl_easy_getinfo(c->easy, CURLINFO_ACTIVESOCKET, &fd);
    if (fd != CURL_SOCKET_BAD)
        shutdown(fd, SHUT_RD);
    curl_easy_cleanup(c->easy);
}

/* libcurl keeps a connection whose answer to a message did not come, and would take it for that to
 * the next one. */
static bool
in_step(const struct courier *c)
{
    return c->letter->result.end == OUTBOUND_ANSWERED || (c->all_sent && c->reply.code >= 400);
}

static void
connect_anew(struct courier *c)
{
    courier_fini(c);
    courier_init(c, c->server);
}

void
courier_send(struct courier *c, struct letter *letter)
{
    struct curl_slist *to = curl_slist_append(NULL, letter->to);
    CURLcode code;

    must(to != NULL);
    c->letter = letter;
    code = try_once(c, to, false);
    if (was_stale(c, code))
        code = try_once(c, to, true);
    judge(c, code);
    if (!in_step(c))
        connect_anew(c);
    curl_slist_free_all(to);
}
