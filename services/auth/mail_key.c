#include "services/auth/mail_key.h"

#include "shared/base/base64url.h"
#include "shared/base/must.h"
#include "shared/crypto/secret_file.h"

#include <limits.h>
#include <stdio.h>

static uint8_t mail_key[SEAL_KEY_LEN];

void
mail_key_load(const char *folder)
{
    char path[PATH_MAX];
    const char *wrong;

    snprintf(path, sizeof path, "%s/mail.key", folder);
    wrong = secret_file_load(path, mail_key);
    if (wrong != NULL)
        die("%s: %s", path, wrong);
}

const char *
mail_key_token(struct arena *a, struct uuid mail_id)
{
    uint8_t token[SHA256_LEN];

    hmac_sha256((struct bytes){mail_key, sizeof mail_key},
                (struct bytes){mail_id.b, sizeof mail_id.b}, token);
    return base64url(a, (struct bytes){token, sizeof token});
}
