#include "services/auth/token.h"

#include "services/auth/keys.h"
#include "services/auth/settings.h"
#include "shared/base/base64url.h"
#include "shared/base/random.h"
#include "shared/crypto/seal.h"

#include <inttypes.h>
#include <string.h>

/* Ids have no character that JSON would escape. */
static const char *
claims(struct arena *a, struct uuid user, struct uuid session, struct instant now)
{
    char user_id[UUID_TEXT], sid[UUID_TEXT], jti[UUID_TEXT];
    int64_t seconds = now.us / 1000000;

    uuid_format(user, user_id);
    uuid_format(session, sid);
    uuid_format(uuid_new(), jti);
    return arena_printf(a,
                        "{\"user_id\":\"%s\",\"sid\":\"%s\",\"jti\":\"%s\",\"iat\":%" PRId64
                        ",\"exp\":%" PRId64 "}",
                        user_id, sid, jti, seconds, seconds + settings.access_s);
}

const char *
token_access(struct arena *a, struct uuid user, struct uuid session, struct instant now)
{
    return keys_jws(a, claims(a, user, session, now));
}

const char *
token_refresh(struct arena *a)
{
    uint8_t secret[32];

    random_bytes(secret, sizeof secret);
    return base64url(a, (struct bytes){secret, sizeof secret});
}

struct bytes
token_digest(struct arena *a, const char *refresh_token)
{
    uint8_t *digest = arena_array(a, uint8_t, SHA256_LEN);

    sha256((struct bytes){(const uint8_t *)refresh_token, strlen(refresh_token)}, digest);
    return (struct bytes){digest, SHA256_LEN};
}
