#include "gateway/identity/auth.h"
#include "gateway/front.h"
#include "gateway/http/answer.h"
#include "gateway/identity/jwks.h"
#include "gateway/identity/sessions.h"
#include "gateway/identity/ticket.h"
#include "gateway/identity/tokens.h"
#include "gateway/stream/feed_ask.h"
#include "shared/base/base64url.h"
#include "shared/base/clock.h"
#include "shared/crypto/seal.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static int64_t
now_s(void)
{
    return instant_now().us / 1000000;
}

/* OK: x->caller is complete. */
static void
auth_conclude(struct exchange *x, enum err err)
{
    if (x->known != NULL)
        x->known(x, err);
    else if (err == OK)
        front_admitted(x);
    else
        answer_error(x, err, NULL);
}

static void
refuse_credentials(struct exchange *x)
{
    auth_conclude(x, ERR_UNAUTHENTICATED);
}

/* The token of `Bearer <token>` (RFC 6750 section 2.1; the scheme's case does not matter). */
static struct bytes
bearer_of(struct bytes header)
{
    static const char scheme[] = "bearer ";
    size_t len = sizeof scheme - 1;

    if (header.len <= len || strncasecmp((const char *)header.data, scheme, len) != 0)
        return (struct bytes){NULL, 0};
    while (len < header.len && header.data[len] == ' ')
        len++;
    return (struct bytes){header.data + len, header.len - len};
}

void
auth_claims(struct exchange *x, const struct claims *claims)
{
    x->caller.kind = CALLER_USER;
    x->caller.user_id = claims->user_id;
    x->caller.session_id = claims->session_id;
    x->proof = claims->session_id;
    x->expires_s = claims->exp_s;
    sessions_check(x->gateway->sessions, x);
}

/* `again`: the keys have just been read, so a key that is still unknown is none. */
static void
check_token(struct exchange *x, bool again)
{
    struct bytes token = x->token;
    char text[TOKEN_MAX + 1];
    uint8_t digest[SHA256_LEN];
    struct claims claims;

    sha256(token, digest);
    if (tokens_find(x->gateway->tokens, digest, now_s(), &claims)) {
        auth_claims(x, &claims);
        return;
    }
    memcpy(text, token.data, token.len);
    text[token.len] = '\0';
    switch (token_verify(x->gateway->jwks, text, now_s(), &claims)) {
    case TOKEN_GOOD:
        tokens_put(x->gateway->tokens, digest, &claims);
        auth_claims(x, &claims);
        break;
    case TOKEN_OF_UNKNOWN_KEY:
        if (!again) {
            jwks_wait(x->gateway->jwks, x);
            break;
        }
        refuse_credentials(x);
        break;
    case TOKEN_BAD:
        refuse_credentials(x);
        break;
    }
}

void
auth_token(struct exchange *x, struct bytes token)
{
    x->token = token;
    if (token.len == 0 || token.len > TOKEN_MAX || memchr(token.data, '\0', token.len) != NULL)
        refuse_credentials(x);
    else
        check_token(x, false);
}

void
auth_jwks_came(struct exchange *x, enum err err)
{
    if (err == OK)
        check_token(x, true);
    else
        auth_conclude(x, err);
}

void
auth_session_known(struct exchange *x, enum err err)
{
    auth_conclude(x, err);
}

/* `cal_` and 32 bytes in base64url. */
static bool
is_key(struct bytes key)
{
    static const char prefix[] = "cal_";
    size_t len = sizeof prefix - 1;

    if (key.len != len + base64url_len(32) || memcmp(key.data, prefix, len) != 0)
        return false;
    while (len < key.len &&
           (isalnum(key.data[len]) || key.data[len] == '-' || key.data[len] == '_'))
        len++;
    return len == key.len;
}

/* Half of a SHA-256 is remembered: nobody finds another key with the same half. */
static void
auth_key(struct exchange *x)
{
    unsigned lines;
    struct bytes key = exchange_header(x, "x-api-key", &lines);

    if (!is_key(key)) {
        refuse_credentials(x);
        return;
    }
    sha256(key, x->key_digest);
    memcpy(x->proof.b, x->key_digest, sizeof x->proof.b);
    x->caller.kind = CALLER_KEY;
    sessions_check(x->gateway->sessions, x);
}

/* Two credentials would make it a guess whose request it is. */
void
auth_begin(struct exchange *x)
{
    unsigned tokens, api_keys;
    struct bytes authorization = exchange_header(x, "authorization", &tokens), ticket;

    (void)exchange_header(x, "x-api-key", &api_keys);
    ticket = tokens + api_keys == 0 ? feed_ticket(x) : (struct bytes){NULL, 0};
    if (ticket.data != NULL)
        ticket_redeem(x, ticket);
    else if (tokens + api_keys != 1)
        refuse_credentials(x);
    else if (api_keys == 1)
        auth_key(x);
    else
        auth_token(x, bearer_of(authorization));
}
