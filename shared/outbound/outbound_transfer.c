#include "shared/outbound/outbound_transfer.h"

#include "shared/base/must.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

static const long CONNECT_MAX_MS = 10000;

/* ---------------------------------------------------------------- what libcurl calls */

static curl_socket_t
open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct transfer *t = arg;

    if (purpose != CURLSOCKTYPE_IPCXN || !network_may_reach(&to->addr, &t->outbound->allowed)) {
        t->refused++;
        return CURL_SOCKET_BAD;
    }
    t->opened++;
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* Any number of bytes but the right one ends the transfer. */
static size_t
transfer_end(struct transfer *t, enum outbound_end end, const char *why)
{
    t->fault_end = end;
    t->fault = why;
    return (size_t)-1;
}

/* libcurl would undo a coding of the transfer that nobody asked for. */
static bool
is_coded(struct bytes line)
{
    static const char name[] = "transfer-encoding:";
    struct bytes value;

    if (line.len < sizeof name - 1 ||
        strncasecmp((const char *)line.data, name, sizeof name - 1) != 0)
        return false;
    while (line.len > 0 && (line.data[line.len - 1] == '\n' || line.data[line.len - 1] == '\r'))
        line.len--;
    value = bytes_trim((struct bytes){line.data + sizeof name - 1, line.len - (sizeof name - 1)});
    return !bytes_are_word(value, "chunked");
}

static size_t
take_head(char *data, size_t size, size_t count, void *arg)
{
    struct transfer *t = arg;
    size_t len = size * count;

    t->head_len += len;
    if (t->head_len > OUTBOUND_HEAD_MAX)
        return transfer_end(t, OUTBOUND_TOO_LARGE, "the head of the answer is too large");
    if (is_coded((struct bytes){(const uint8_t *)data, len}))
        return transfer_end(t, OUTBOUND_GARBAGE,
                            "the answer is in a coding that was not asked for");
    return len;
}

static size_t
take_body(char *data, size_t size, size_t count, void *arg)
{
    struct transfer *t = arg;
    size_t len = size * count;

    if (len > t->body_max - t->body.len)
        return transfer_end(t, OUTBOUND_TOO_LARGE, "the body of the answer is too large");
    buf_add(&t->body, data, len);
    return len;
}

/* ---------------------------------------------------------------- beginning */

static bool
is_token(const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (*c <= ' ' || *c > '~' || strchr("()<>@,;:\\\"/[]?={}", *c) != NULL)
            return false;
    return *text != '\0';
}

static bool
is_field_value(const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (((uint8_t)*c < ' ' && *c != '\t') || *c == 0x7f)
            return false;
    return true;
}

static void
add_line(struct transfer *t, const char *name, const char *mark, const char *value)
{
    struct buf line;
    struct curl_slist *more;

    buf_init(&line);
    buf_add_text(&line, name);
    buf_add_text(&line, mark);
    buf_add_text(&line, value);
    buf_add(&line, "", 1);
    more = curl_slist_append(t->headers, (const char *)line.data);
    must(more != NULL);
    t->headers = more;
    buf_fini(&line);
}

/* libcurl takes `Name;` for a header without a value, and leaves out those whose line is `Name:`.
 * */
static const char *
add_headers(struct transfer *t, const struct outbound_request *request)
{
    bool typed = false;

    for (size_t i = 0; i < request->header_count; i++) {
        const struct outbound_header *h = &request->headers[i];
        const char *value = h->value + strspn(h->value, " \t");

        if (!is_token(h->name) || !is_field_value(h->value))
            return "a header of the request is malformed";
        typed |= strcasecmp(h->name, "Content-Type") == 0;
        add_line(t, h->name, *value == '\0' ? ";" : ": ", value);
    }
    if (!typed)
        add_line(t, "Content-Type", ":", "");
    add_line(t, "Expect", ":", "");
    return NULL;
}

const char *
transfer_take(struct transfer *t, const struct outbound_request *request)
{
    t->posts = strcmp(request->method, "POST") == 0;
    t->body_max = request->body_max;
    if (!t->posts && strcmp(request->method, "GET") != 0)
        return "the method is neither GET nor POST";
    if (t->posts)
        buf_add(&t->sent, request->body.data, request->body.len);
    return add_headers(t, request);
}

static void
set_limits(struct transfer *t, long timeout_ms)
{
    SET(t->easy, CURLOPT_TIMEOUT_MS, timeout_ms);
    SET(t->easy, CURLOPT_CONNECTTIMEOUT_MS,
        timeout_ms < CONNECT_MAX_MS ? timeout_ms : CONNECT_MAX_MS);
    SET(t->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    SET(t->easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    SET(t->easy, CURLOPT_FOLLOWLOCATION, 0L);
    SET(t->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
}

static void
set_callbacks(struct transfer *t)
{
    SET(t->easy, CURLOPT_PRIVATE, t);
    SET(t->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    SET(t->easy, CURLOPT_OPENSOCKETDATA, t);
    SET(t->easy, CURLOPT_HEADERFUNCTION, take_head);
    SET(t->easy, CURLOPT_HEADERDATA, t);
    SET(t->easy, CURLOPT_WRITEFUNCTION, take_body);
    SET(t->easy, CURLOPT_WRITEDATA, t);
}

static void
set_request(struct transfer *t)
{
    SET(t->easy, CURLOPT_CURLU, t->url.parsed);
    SET(t->easy, CURLOPT_HTTPHEADER, t->headers);
    if (t->outbound->agent != NULL)
        SET(t->easy, CURLOPT_USERAGENT, t->outbound->agent);
    if (!t->posts)
        return;
    SET(t->easy, CURLOPT_POST, 1L);
    SET(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)t->sent.len);
    SET(t->easy, CURLOPT_POSTFIELDS, t->sent.len == 0 ? "" : (const char *)t->sent.data);
}

void
transfer_begin(struct transfer *t, int64_t timeout_ms)
{
    if (t->easy == NULL)
        t->easy = curl_easy_init();
    must(t->easy != NULL);
    curl_easy_reset(t->easy);
    outbound_set_common(t->outbound, t->easy);
    set_limits(t, outbound_timeout_ms(timeout_ms));
    set_callbacks(t);
    set_request(t);
    must(curl_multi_add_handle(t->outbound->multi, t->easy) == CURLM_OK);
}
