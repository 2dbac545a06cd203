#include "shared/crypto/seal.h"

#include "shared/base/hex.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <limits.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <pthread.h>
#include <string.h>

enum { NONCE_LEN = 12, TAG_LEN = 16 };

/* OpenSSL 3 looks an algorithm up by name at every use unless it was fetched, which costs more than
 * hashing forty bytes does.  Kept for the life of the process. */
static struct {
    pthread_once_t once;
    EVP_MD *sha256;
    EVP_MAC *hmac;
    EVP_KDF *hkdf;
    EVP_CIPHER *gcm;
} algorithms = {.once = PTHREAD_ONCE_INIT};

static void
fetch_once(void)
{
    algorithms.sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    algorithms.hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    algorithms.hkdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    algorithms.gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    must(algorithms.sha256 != NULL && algorithms.hmac != NULL);
    must(algorithms.hkdf != NULL && algorithms.gcm != NULL);
}

static void
fetch(void)
{
    must(pthread_once(&algorithms.once, fetch_once) == 0);
}

static void *
unconst(const void *p)
{
    return (void *)(uintptr_t)p;
}

/* OSSL_PARAM has no const, yet these are only read. */
static OSSL_PARAM
octets(const char *key, const void *data, size_t len)
{
    return OSSL_PARAM_construct_octet_string(key, unconst(data), len);
}

static OSSL_PARAM
digest_sha256(const char *key)
{
    return OSSL_PARAM_construct_utf8_string(key, unconst("SHA256"), 0);
}

bool
bytes_equal_secret(struct bytes a, struct bytes b)
{
    return a.len == b.len && (a.len == 0 || CRYPTO_memcmp(a.data, b.data, a.len) == 0);
}

void
sha256(struct bytes in, uint8_t out[SHA256_LEN])
{
    fetch();
    must(EVP_Digest(in.data, in.len, out, NULL, algorithms.sha256, NULL) == 1);
}

const char *
sha256_text(struct arena *a, const char *text)
{
    uint8_t digest[SHA256_LEN];
    char *out = arena_array(a, char, 2 * sizeof digest + 1);

    sha256(bytes_of(text), digest);
    hex_write(digest, sizeof digest, out);
    return out;
}

void
hmac_sha256(struct bytes key, struct bytes in, uint8_t out[SHA256_LEN])
{
    static const uint8_t empty[1]; /* a NULL key would mean "the key set before" */
    const OSSL_PARAM params[] = {digest_sha256(OSSL_MAC_PARAM_DIGEST), OSSL_PARAM_construct_end()};
    EVP_MAC_CTX *ctx;
    size_t len;

    fetch();
    ctx = EVP_MAC_CTX_new(algorithms.hmac);
    must(ctx != NULL);
    must(EVP_MAC_init(ctx, key.len == 0 ? empty : key.data, key.len, params) == 1);
    must(EVP_MAC_update(ctx, in.data, in.len) == 1);
    must(EVP_MAC_final(ctx, out, &len, SHA256_LEN) == 1 && len == SHA256_LEN);
    EVP_MAC_CTX_free(ctx);
}

/* Extract, without a salt, and expand (RFC 5869 section 2): the secret need not be uniform. */
void
seal_key(struct bytes secret, const char *info, uint8_t out[SEAL_KEY_LEN])
{
    const OSSL_PARAM params[] = {
        digest_sha256(OSSL_KDF_PARAM_DIGEST),
        octets(OSSL_KDF_PARAM_KEY, secret.data, secret.len),
        octets(OSSL_KDF_PARAM_INFO, info, strlen(info)),
        OSSL_PARAM_construct_end(),
    };
    EVP_KDF_CTX *ctx;

    fetch();
    must(secret.len > 0);
    ctx = EVP_KDF_CTX_new(algorithms.hkdf);
    must(ctx != NULL && EVP_KDF_derive(ctx, out, SEAL_KEY_LEN, params) == 1);
    EVP_KDF_CTX_free(ctx);
}

struct bytes
seal(struct arena *a, const uint8_t key[SEAL_KEY_LEN], struct bytes plain)
{
    size_t len = plain.len + SEAL_OVERHEAD;
    uint8_t *box = arena_array(a, uint8_t, len);
    uint8_t *cipher = box + NONCE_LEN;
    EVP_CIPHER_CTX *ctx;
    int done = 0;

    fetch();
    must(plain.len <= INT_MAX - SEAL_OVERHEAD);
    random_bytes(box, NONCE_LEN);
    ctx = EVP_CIPHER_CTX_new();
    must(ctx != NULL && EVP_EncryptInit_ex2(ctx, algorithms.gcm, key, box, NULL) == 1);
    if (plain.len > 0)
        must(EVP_EncryptUpdate(ctx, cipher, &done, plain.data, (int)plain.len) == 1);
    must(EVP_EncryptFinal_ex(ctx, cipher + plain.len, &done) == 1);
    must(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, TAG_LEN, cipher + plain.len) == 1);
    EVP_CIPHER_CTX_free(ctx);
    return (struct bytes){box, len};
}

bool
seal_open(struct arena *a, const uint8_t key[SEAL_KEY_LEN], struct bytes box, struct bytes *plain)
{
    size_t len = box.len - SEAL_OVERHEAD;
    const uint8_t *cipher = box.data + NONCE_LEN;
    EVP_CIPHER_CTX *ctx;
    uint8_t *out;
    int done = 0;
    bool genuine;

    if (box.len < SEAL_OVERHEAD || box.len > INT_MAX)
        return false;
    fetch();
    out = arena_array(a, uint8_t, len);
    ctx = EVP_CIPHER_CTX_new();
    must(ctx != NULL && EVP_DecryptInit_ex2(ctx, algorithms.gcm, key, box.data, NULL) == 1);
    if (len > 0)
        must(EVP_DecryptUpdate(ctx, out, &done, cipher, (int)len) == 1);
    must(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, TAG_LEN, unconst(cipher + len)) == 1);
    genuine = EVP_DecryptFinal_ex(ctx, out + len, &done) == 1;
    EVP_CIPHER_CTX_free(ctx);
    if (!genuine) {
        memset(out, 0, len);
        return false;
    }
    *plain = (struct bytes){out, len};
    return true;
}
