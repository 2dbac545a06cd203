/*
 * The opening handshake (RFC 6455 section 4.2).
 *
 *   GET /ws HTTP/1.1                    HTTP/1.0, and anything else down to the version: 426
 *   Upgrade: websocket                  one of its list
 *   Connection: Upgrade                 likewise
 *   Sec-WebSocket-Version: 13
 *   Sec-WebSocket-Key: <24 characters>  16 bytes in base64; anything else: 400
 *   Origin: https://app.example         from browsers: this host, or one that CORS allows
 *
 *   HTTP/1.1 101
 *   Upgrade: websocket
 *   Sec-WebSocket-Accept: base64(SHA-1(key and a constant))
 */
#include "gateway/http/answer.h"
#include "gateway/http/cors.h"
#include "gateway/stream/ws.h"
#include "shared/codec/span.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <string.h>

enum { KEY_LEN = 24, KEY_DIGITS = 22, HTTP_1_1 = 0x101 };

static size_t
span_until(struct bytes list, size_t at, bool wanted)
{
    while (at < list.len && (strchr(" \t,", list.data[at]) != NULL) != wanted)
        at++;
    return at;
}

/* One of the words of a list such as `keep-alive, Upgrade`. */
static bool
has_word(struct bytes list, const char *word)
{
    size_t at = 0, end;

    for (at = span_until(list, 0, false); at < list.len; at = span_until(list, end, false)) {
        end = span_until(list, at, true);
        if (bytes_are_word((struct bytes){list.data + at, end - at}, word))
            return true;
    }
    return false;
}

/* Lines of one name are one list (RFC 9110 section 5.3). */
static bool
is_connection_of(const struct exchange *x, const char *word)
{
    const h2o_headers_t *headers = &x->req->headers;
    ssize_t at = -1;

    while ((at = h2o_find_header_by_str(headers, H2O_STRLIT("connection"), at)) != -1)
        if (has_word((struct bytes){(const uint8_t *)headers->entries[at].value.base,
                                    headers->entries[at].value.len},
                     word))
            return true;
    return false;
}

/* HTTP/1.0 has no Upgrade (RFC 9110 section 7.8). */
static bool
is_upgrade(const struct exchange *x)
{
    const h2o_iovec_t *upgrade = &x->req->upgrade;

    return !x->is_head && x->req->version == HTTP_1_1 && upgrade->base != NULL &&
           has_word((struct bytes){(const uint8_t *)upgrade->base, upgrade->len}, "websocket") &&
           is_connection_of(x, "upgrade");
}

static bool
ws_is_key(struct bytes key)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    if (key.len != KEY_LEN || memcmp(key.data + KEY_DIGITS, "==", 2) != 0)
        return false;
    for (size_t i = 0; i < KEY_DIGITS; i++)
        if (memchr(digits, key.data[i], sizeof digits - 1) == NULL)
            return false;
    return true;
}

static struct bytes
header(const struct exchange *x, const char *name)
{
    unsigned lines;

    return exchange_header(x, name, &lines);
}

/* Programs that are no browser send no origin. */
static bool
origin_fits(const struct exchange *x)
{
    const h2o_iovec_t *host = &x->req->input.authority;
    const uint8_t *scheme_end;
    unsigned lines;
    struct bytes origin = exchange_header(x, "origin", &lines);

    if (lines == 0)
        return true;
    if (origin.len == 0)
        return false;
    if (cors_allows(x->gateway->conf.cors_origins, origin))
        return true;
    scheme_end = memmem(origin.data, origin.len, "://", 3);
    return scheme_end != NULL &&
           bytes_equal(
               (struct bytes){scheme_end + 3, origin.len - (size_t)(scheme_end + 3 - origin.data)},
               (struct bytes){(const uint8_t *)host->base, host->len});
}

void
ws_accept_key(struct bytes key, char out[WS_ACCEPT_TEXT])
{
    static const char magic[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    uint8_t text[KEY_LEN + sizeof magic - 1], digest[SHA_DIGEST_LENGTH];

    memcpy(text, key.data, KEY_LEN);
    memcpy(text + KEY_LEN, magic, sizeof magic - 1);
    SHA1(text, sizeof text, digest);
    EVP_EncodeBlock((unsigned char *)out, digest, sizeof digest);
}

static void
refuse_protocol(struct exchange *x, const char *why)
{
    answer_field(x->req, "upgrade", "websocket");
    answer_field(x->req, "connection", "upgrade");
    answer_field(x->req, "sec-websocket-version", "13");
    answer_error(x, ERR_UPGRADE_REQUIRED, why);
}

bool
ws_check(struct exchange *x)
{
    if (!is_upgrade(x))
        refuse_protocol(x, "this path speaks WebSocket alone");
    else if (!bytes_are_word(header(x, "sec-websocket-version"), "13"))
        refuse_protocol(x, "the version of WebSocket must be 13");
    else if (!ws_is_key(header(x, "sec-websocket-key")))
        answer_error(x, ERR_MALFORMED, "Sec-WebSocket-Key must be 16 bytes in base64");
    else if (!origin_fits(x))
        answer_error(x, ERR_FORBIDDEN, "pages of this origin may not open a WebSocket here");
    else
        return true;
    return false;
}
