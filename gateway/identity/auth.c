#include "gateway/identity/auth.h"
#include "gateway/identity/jwks.h"
#include "gateway/identity/refusals.h"
#include "gateway/identity/sessions.h"
#include "gateway/identity/ticket.h"
#include "gateway/identity/token.h"
#include "gateway/identity/tokens.h"
#include "shared/base/base64url.h"
#include "shared/base/clock.h"
#include "shared/crypto/seal.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static int64_t
now_s(const struct asker *asker)
{
    return sessions_unix_ms(asker->gateway->sessions, monotonic_ms()) / 1000;
}

static void
refuse_credentials(struct asker *asker)
{
    asker->done(asker, ERR_UNAUTHENTICATED);
}

/* It may be good by a clock that we have not heard yet. */
static void
refuse_token(struct asker *asker)
{
    if (sessions_know_time(asker->gateway->sessions))
        refuse_credentials(asker);
    else
        asker->done(asker, ERR_UNAVAILABLE);
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

/* Half of a SHA-256 is remembered: nobody finds another token or key with the same half. */
static struct uuid
half_of(const uint8_t digest[SHA256_LEN])
{
    struct uuid half;

    memcpy(half.b, digest, sizeof half.b);
    return half;
}

/* A wrong signature stays wrong until another key has that id, and all is forgotten then. */
static void
verify(struct asker *asker, const struct token *token, const uint8_t digest[SHA256_LEN])
{
    struct gateway *g = asker->gateway;
    const struct refusal refusal = {.proof = half_of(digest)};

    if (refusals_have(g->refusals, &refusal, monotonic_ms())) {
        refuse_credentials(asker);
    } else if (!asker_may_try(asker)) {
        asker->done(asker, ERR_RATE_LIMITED);
    } else if (token_is_signed(token)) {
        tokens_put(g->tokens, digest, &token->claims);
        sessions_check_claims(g->sessions, asker, &token->claims);
    } else {
        refusals_put(g->refusals, &refusal, INT64_MAX);
        asker_failed(asker);
        refuse_credentials(asker);
    }
}

static void jwks_came(struct asker *asker, enum err err);

/* `again`: the keys have just been read, so a key that is still unknown is none. */
static void
check_token(struct asker *asker, bool again)
{
    struct gateway *g = asker->gateway;
    uint8_t digest[SHA256_LEN];
    struct claims claims;
    struct token token;

    sha256(asker->token, digest);
    if (tokens_find(g->tokens, digest, now_s(asker), &claims)) {
        sessions_check_claims(g->sessions, asker, &claims);
        return;
    }
    switch (token_read(g->jwks, g->scratch, asker->token, now_s(asker), &token)) {
    case TOKEN_GOOD:
        verify(asker, &token, digest);
        break;
    case TOKEN_OF_UNKNOWN_KEY:
        if (!again) {
            jwks_wait(g->jwks, asker, jwks_came);
            break;
        }
        refuse_credentials(asker);
        break;
    case TOKEN_BAD:
        refuse_token(asker);
        break;
    }
}

void
auth_token(struct asker *asker, struct bytes token)
{
    asker->token = token;
    if (token.len == 0 || token.len > TOKEN_MAX)
        refuse_credentials(asker);
    else
        check_token(asker, false);
}

static void
jwks_came(struct asker *asker, enum err err)
{
    if (err == OK && !asker->gone)
        check_token(asker, true);
    else
        asker->done(asker, err != OK ? err : ERR_UNAVAILABLE);
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

static void
auth_key(struct asker *asker, struct bytes key)
{
    if (!is_key(key)) {
        refuse_credentials(asker);
        return;
    }
    sha256(key, asker->key_digest);
    asker->proof = half_of(asker->key_digest);
    asker->caller.kind = CALLER_KEY;
    sessions_check(asker->gateway->sessions, asker);
}

/* Two credentials would make it a guess whose request it is. */
void
auth_begin(struct asker *asker, const struct credentials *credentials)
{
    if (credentials->count != 1)
        refuse_credentials(asker);
    else if (credentials->ticket.data != NULL)
        ticket_redeem(asker, credentials->ticket);
    else if (credentials->api_key.data != NULL)
        auth_key(asker, credentials->api_key);
    else
        auth_token(asker, bearer_of(credentials->authorization));
}
