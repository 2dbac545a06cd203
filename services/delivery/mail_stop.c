#include "services/delivery/mail_stop.h"

#include "shared/base/base64url.h"

#include <string.h>

enum { ID_LEN = 16, TAG_LEN = 16, TOKEN_LEN = ID_LEN + TAG_LEN };

static void
tag_of(const uint8_t key[SEAL_KEY_LEN], struct uuid id, uint8_t out[TAG_LEN])
{
    static const char purpose[] = "stop";
    uint8_t text[sizeof purpose + ID_LEN], mac[SHA256_LEN];

    memcpy(text, purpose, sizeof purpose);
    memcpy(text + sizeof purpose, id.b, ID_LEN);
    hmac_sha256((struct bytes){key, SEAL_KEY_LEN}, (struct bytes){text, sizeof text}, mac);
    memcpy(out, mac, TAG_LEN);
}

const char *
mail_stop_token(struct arena *a, const uint8_t key[SEAL_KEY_LEN], const char *counted)
{
    struct uuid id = recipient_id(key, counted);
    uint8_t token[TOKEN_LEN];

    memcpy(token, id.b, ID_LEN);
    tag_of(key, id, token + ID_LEN);
    return base64url(a, (struct bytes){token, sizeof token});
}

bool
mail_stop_read(struct arena *a, const uint8_t key[SEAL_KEY_LEN], const char *token,
               struct uuid *out)
{
    struct uuid id;
    struct bytes raw;
    uint8_t tag[TAG_LEN];

    if (!base64url_decode(a, token, strlen(token), &raw) || raw.len != TOKEN_LEN)
        return false;
    memcpy(id.b, raw.data, ID_LEN);
    tag_of(key, id, tag);
    if (!bytes_equal_secret((struct bytes){tag, TAG_LEN},
                            (struct bytes){raw.data + ID_LEN, TAG_LEN}))
        return false;
    *out = id;
    return true;
}
