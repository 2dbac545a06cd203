/*
 * outbound_private - what the files of this module share.
 */
#ifndef SHARED_OUTBOUND_OUTBOUND_PRIVATE_H
#define SHARED_OUTBOUND_OUTBOUND_PRIVATE_H

#include "shared/base/hash.h"
#include "shared/outbound/network.h"
#include "shared/outbound/outbound.h"

#include <curl/curl.h>
#include <locale.h>

struct mailer;
struct transfer;

/* How many requests to a host and port are under way. */
struct place {
    uint64_t digest; /* of url.h */
    size_t count;
    UT_hash_handle hh;
};

struct outbound {
    struct networks allowed;
    size_t most, per_host;
    char *agent, *authorities; /* or NULL */
    locale_t locale;           /* of UTF-8: libcurl reads names beyond ASCII by the thread's */
    CURLM *multi;
    struct transfer *transfers; /* `most` of them; those whose `done` is NULL are free */
    struct transfer **free;     /* `most - busy` of them */
    struct place *places;       /* those with something under way */
    size_t busy;                /* transfers */
    size_t judged;              /* of them, those that ended before they began */
    struct mailer *mailer;      /* NULL: no settings of SMTP */
};

void outbound_http_open(struct outbound *o);
void outbound_http_close(struct outbound *o);
void outbound_http_turn(struct outbound *o);

/* NULL without `smtp`. */
struct mailer *mailer_open(struct outbound *o, const struct outbound_smtp *smtp);
void mailer_close(struct mailer *m);
void mailer_turn(struct mailer *m);
size_t mailer_busy(const struct mailer *m);
enum err mailer_send(struct mailer *m, const struct outbound_letter *letter, outbound_done *done,
                     void *arg);

/* What libcurl's code means when it is no answer; `*why` says so in a sentence without data. */
enum outbound_end outbound_end_of(CURLcode code, const char **why);

/* libcurl takes 0 for no limit. */
static inline long
outbound_timeout_ms(int64_t timeout_ms)
{
    return timeout_ms < 1 ? 1 : timeout_ms > INT32_MAX ? INT32_MAX : (long)timeout_ms;
}

/* Ends the program unless the file can be read; NULL is fine. */
void outbound_check_authorities(const char *file);

/* Options of every handle: TLS, and nothing of the environment. */
void outbound_set_common(const struct outbound *o, CURL *easy);

/* curl_easy_setopt that must succeed: our own constants, or text that fits into memory. */
#define SET(easy, option, value) must(curl_easy_setopt((easy), (option), (value)) == CURLE_OK)

#endif
