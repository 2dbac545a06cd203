#include "shared/base/must.h"
#include "shared/outbound/outbound_private.h"

#include <unistd.h>

static const struct {
    CURLcode code;
    enum outbound_end end;
    const char *why; /* NULL: libcurl's own words for the code */
} ends[] = {
    {CURLE_URL_MALFORMAT, OUTBOUND_BAD_URL, "the URL is not well-formed"},
    {CURLE_COULDNT_RESOLVE_HOST, OUTBOUND_UNREACHABLE, "the host's name has no address"},
    {CURLE_COULDNT_CONNECT, OUTBOUND_UNREACHABLE, "there is no connection to the host"},
    {CURLE_OPERATION_TIMEDOUT, OUTBOUND_TIMEOUT, "no answer came in time"},
    {CURLE_GOT_NOTHING, OUTBOUND_UNREACHABLE, "the connection was closed without an answer"},
    {CURLE_PARTIAL_FILE, OUTBOUND_UNREACHABLE, "the connection broke within the answer"},
    {CURLE_RECV_ERROR, OUTBOUND_UNREACHABLE, "the connection broke, or the answer is malformed"},
    {CURLE_SEND_ERROR, OUTBOUND_UNREACHABLE, "the connection broke"},
    {CURLE_UNSUPPORTED_PROTOCOL, OUTBOUND_GARBAGE, "the answer is not HTTP/1.1"},
    {CURLE_WEIRD_SERVER_REPLY, OUTBOUND_GARBAGE, "the answer is malformed"},
    {CURLE_BAD_CONTENT_ENCODING, OUTBOUND_GARBAGE, NULL},
    {CURLE_SSL_CONNECT_ERROR, OUTBOUND_TLS, "TLS could not be agreed on"},
    {CURLE_PEER_FAILED_VERIFICATION, OUTBOUND_TLS, "the certificate does not hold"},
    {CURLE_USE_SSL_FAILED, OUTBOUND_TLS, "the server does not offer TLS"},
    {CURLE_SSL_CERTPROBLEM, OUTBOUND_TLS, NULL},
    {CURLE_SSL_CIPHER, OUTBOUND_TLS, NULL},
    {CURLE_SSL_CACERT_BADFILE, OUTBOUND_TLS, NULL},
    {CURLE_SSL_ISSUER_ERROR, OUTBOUND_TLS, NULL},
    {CURLE_SSL_INVALIDCERTSTATUS, OUTBOUND_TLS, NULL},
};

enum outbound_end
outbound_end_of(CURLcode code, const char **why)
{
    *why = curl_easy_strerror(code);
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        if (ends[i].code != code)
            continue;
        if (ends[i].why != NULL)
            *why = ends[i].why;
        return ends[i].end;
    }
    return OUTBOUND_UNREACHABLE;
}

void
outbound_check_authorities(const char *file)
{
    if (file != NULL && access(file, R_OK) != 0)
        die("'%s' is no file of certificates that can be read", file);
}

/* A thread that looks a name up is left behind instead of waited for (QUICK_EXIT). */
void
outbound_set_common(const struct outbound *o, CURL *easy)
{
    SET(easy, CURLOPT_NOSIGNAL, 1L);
    SET(easy, CURLOPT_QUICK_EXIT, 1L);
    SET(easy, CURLOPT_PROXY, "");
    SET(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (o->authorities != NULL)
        SET(easy, CURLOPT_CAINFO, o->authorities);
}
