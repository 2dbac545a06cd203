#include "services/delivery/sign.h"

#include "services/delivery/base64.h"
#include "services/delivery/secret.h"
#include "shared/crypto/seal.h"

#include <inttypes.h>

/* NULL: it cannot be opened. */
static const char *
sign_with(struct arena *a, struct bytes sealed, struct bytes content)
{
    uint8_t mac[SHA256_LEN];
    struct bytes secret;

    if (!secret_open(a, sealed, &secret))
        return NULL;
    hmac_sha256(secret, content, mac);
    return arena_printf(a, "v1,%s", base64(a, (struct bytes){mac, sizeof mac}));
}

static struct bytes
signed_content(struct arena *a, const char *id, const char *timestamp, struct bytes body)
{
    const char *head = arena_printf(a, "%s.%s.", id, timestamp);
    size_t head_len = strlen(head);
    uint8_t *content = arena_array(a, uint8_t, head_len + body.len);

    memcpy(content, head, head_len);
    if (body.len > 0)
        memcpy(content + head_len, body.data, body.len);
    return (struct bytes){content, head_len + body.len};
}

bool
sign_headers(struct arena *a, const struct sign_secrets *secrets, struct uuid id,
             struct instant now, struct bytes body, struct sign_header out[SIGN_HEADERS])
{
    char *name = arena_array(a, char, UUID_TEXT);
    const char *timestamp = arena_printf(a, "%" PRId64, now.us / SECOND_US);
    const char *signature, *former;
    struct bytes content;

    uuid_format(id, name);
    content = signed_content(a, name, timestamp, body);
    signature = sign_with(a, secrets->secret, content);
    if (signature == NULL)
        return false;
    if (secrets->former.data != NULL && now.us < secrets->former_until.us) {
        former = sign_with(a, secrets->former, content);
        if (former == NULL)
            return false;
        signature = arena_printf(a, "%s %s", signature, former);
    }
    out[0] = (struct sign_header){"webhook-id", name};
    out[1] = (struct sign_header){"webhook-timestamp", timestamp};
    out[2] = (struct sign_header){"webhook-signature", signature};
    return true;
}
