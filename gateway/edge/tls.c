#include "gateway/edge/tls.h"
#include "shared/base/must.h"

#include <openssl/err.h>

/* With forward secrecy; ChaCha20 is for clients whose hardware lacks AES. */
static const char ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20";

/* HTTP/1.1 or nothing (RFC 7301 section 3.2); clients that offer no list speak it anyway. */
static int
choose(SSL *ssl, const unsigned char **out, unsigned char *len, const unsigned char *in,
       unsigned in_len, void *arg)
{
    static const unsigned char ours[] = "\x08http/1.1";
    unsigned char *chosen;

    (void)ssl;
    (void)arg;
    if (SSL_select_next_proto(&chosen, len, ours, sizeof ours - 1, in, in_len) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

static SSL_CTX *
new_context(void)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

    must(ctx != NULL);
    must(SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) == 1);
    must(SSL_CTX_set_cipher_list(ctx, ciphers) == 1);
    SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                 SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(ctx, choose, NULL);
    return ctx;
}

static const char *
read_files(SSL_CTX *ctx, const struct tls *tls)
{
    if (SSL_CTX_use_certificate_chain_file(ctx, tls->cert) != 1)
        return "the certificate cannot be read";
    if (SSL_CTX_use_PrivateKey_file(ctx, tls->key, SSL_FILETYPE_PEM) != 1)
        return "the key cannot be read, or is not the certificate's";
    if (SSL_CTX_check_private_key(ctx) != 1)
        return "the key is not the certificate's";
    return NULL;
}

static void
unload(struct tls *tls)
{
    SSL_CTX_free(tls->current);
    tls->current = NULL;
}

const char *
tls_load(struct tls *tls)
{
    SSL_CTX *ctx = new_context();
    const char *why = read_files(ctx, tls);

    ERR_clear_error();
    if (why != NULL) {
        SSL_CTX_free(ctx);
        return why;
    }
    unload(tls);
    tls->current = ctx;
    return NULL;
}
