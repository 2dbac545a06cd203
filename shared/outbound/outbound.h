/*
 * outbound - requests and mails to the world outside, by libcurl.
 *
 * HTTP goes to URLs that people gave us, so nothing about them is trusted: http and https alone, no
 * user or password in the URL, no ports of other protocols, no redirects, no proxies, no cookies,
 * no compression, and a limit on the time, the head and the body.  The address that a socket is
 * about to connect to is judged each time (network.h), whatever name, form of number or DNS answer
 * led to it.
 *
 * SMTP goes to the one server of the settings, which may be anywhere.  Connections are kept.
 * libcurl waits inside its calls for the answer to a message, so each connection has a thread of
 * its own.
 *
 * Ownership: what a caller gives is copied.  A result and its body live until `done` returns.
 * Failure:   outbound_send and outbound_mail answer ERR_OVERLOADED when `most` requests, `per_host`
 *   requests to that host, or twice `connections` mails are under way: nothing was sent, and `done`
 *   is not called.  Otherwise `done` is called exactly once, by a later outbound_turn; it may send.
 *   outbound_open ends the program (die) when a setting cannot be.
 * Memory:    bounded by `most`, bodies and OUTBOUND_HEAD_MAX.  A look-up of a name that hangs goes
 *   on behind a request that has ended, as long as resolv.conf(5) says.
 * Threads:   one, the owner's; outbound_wake and outbound_url_fault may be called by any.  The
 *   process ignores SIGPIPE.
 * Source:    RFC 9110 and 9112, 5321, 6531; the port numbers are those of fetch.spec.whatwg.org.
 */
#ifndef SHARED_OUTBOUND_OUTBOUND_H
#define SHARED_OUTBOUND_OUTBOUND_H

#include "shared/base/bytes.h"
#include "shared/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct outbound;

enum {
    OUTBOUND_URL_MAX = 2048,       /* bytes of a URL */
    OUTBOUND_HEAD_MAX = 64 * 1024, /* bytes of an answer's heads and trailers */
    OUTBOUND_RETRY_MAX = 7 * 86400 /* seconds that a Retry-After is cut to */
};

/*
 * OPTIONAL uses TLS when the server offers it; a password is never sent without, so with `user` it
 * is REQUIRED.  OFF sends everything, a password too, in the clear.  Of smtps:// all of it is in
 * TLS.
 */
enum outbound_tls { OUTBOUND_TLS_REQUIRED, OUTBOUND_TLS_OPTIONAL, OUTBOUND_TLS_OFF };

struct outbound_smtp {
    const char
        *url; /* smtp://host:port or smtps://host:port; the ports 25 and 465 need not be named */
    const char *user, *password; /* NULL: without AUTH.  PLAIN or LOGIN */
    enum outbound_tls tls;
    const char *authorities; /* as of outbound_conf, for this server alone; NULL: as there */
    int connections;         /* 0: 2 */
};

struct outbound_conf {
    const char
        *allowed; /* networks that may be reached although they are not public: "10.0.0.0/8,::1" */
    int most;     /* requests at once; 0: 128 */
    int per_host; /* requests to one host and port at once; 0: 8 */
    const char *agent;       /* User-Agent; NULL: none */
    const char *authorities; /* a file of certificates that are trusted; NULL: the system's */
    const struct outbound_smtp *smtp; /* NULL: no mails */
};

struct outbound *outbound_open(const struct outbound_conf *conf);
/* What is under way ends, and its `done` is not called.  NULL is left in *o. */
void outbound_close(struct outbound **o);

/* Waits at most so long for something to do, does it, and calls `done` of what has ended. */
void outbound_turn(struct outbound *o, int timeout_ms);
/* The turn that waits, or else the next one, does not wait. */
void outbound_wake(struct outbound *o);
/* Requests and mails whose `done` is still to be called. */
size_t outbound_busy(const struct outbound *o);

enum outbound_end {
    OUTBOUND_ANSWERED,    /* `status` says what; of a mail: the server has it */
    OUTBOUND_BAD_URL,     /* one that is never sent to */
    OUTBOUND_MALFORMED,   /* what was to be sent breaks its protocol */
    OUTBOUND_FORBIDDEN,   /* the name has no address but such as may not be reached */
    OUTBOUND_UNREACHABLE, /* no connection, or one that broke before the answer was whole */
    OUTBOUND_TIMEOUT,
    OUTBOUND_TOO_LARGE, /* the answer; `status` is set when its head was read */
    OUTBOUND_GARBAGE,   /* an answer that is none of the protocol */
    OUTBOUND_TLS,       /* no TLS, or a certificate that does not hold */
    OUTBOUND_REFUSED,   /* SMTP: 5xx to this mail */
    OUTBOUND_LATER,     /* SMTP: 4xx, or it takes no mail of ours at all now */
    OUTBOUND_UNKNOWN    /* SMTP: the message was sent, and no answer came: it may have been taken */
};

struct outbound_result {
    enum outbound_end end;
    int status;            /* of HTTP or SMTP; 0: none came */
    bool recipient;        /* REFUSED: it was the address that was refused, not the message or us */
    bool refuses_all;      /* LATER: the server takes no mail of ours now, whichever it is */
    char enhanced[12];     /* SMTP: "5.1.1" (RFC 3463); "": none came */
    int64_t retry_after_s; /* -1: none came */
    int64_t took_ms;
    struct bytes body;
    char
        why[200]; /* of all but ANSWERED: a sentence without names, addresses and texts of others */
};

typedef void outbound_done(void *arg, const struct outbound_result *result);

struct outbound_header {
    const char *name, *value;
};

struct outbound_request {
    const char *method; /* GET or POST */
    const char *url;
    const struct outbound_header *headers;
    size_t header_count;
    struct bytes body;  /* of POST */
    int64_t timeout_ms; /* for all of it; the connection has 10 s of them */
    size_t body_max;    /* of the answer */
};

enum err outbound_send(struct outbound *o, const struct outbound_request *request,
                       outbound_done *done, void *arg) __attribute__((warn_unused_result));

/* What `per_host` counts by: the same for all URLs of one host and port; 0: such a URL is never sent to. */
uint64_t outbound_place(const char *url);
/* Whether outbound_send would take a request to that place now. */
bool outbound_has_room(const struct outbound *o, uint64_t place);

struct outbound_letter {
    const char *from, *to; /* addresses alone: ada@example.org */
    /* Lines end in CRLF.  Bytes above 127 only if an address has some: the server is then asked for
     * SMTPUTF8, and a mail is REFUSED by one that has it not. */
    struct bytes message;
    int64_t timeout_ms; /* for all of it */
};

/* ERR_NOT_SUPPORTED without settings of SMTP. */
enum err outbound_mail(struct outbound *o, const struct outbound_letter *letter,
                       outbound_done *done, void *arg) __attribute__((warn_unused_result));

/*
 * What is wrong with a URL that requests are to be sent to, before one is: a sentence, or NULL.
 * Also what its host is when that is an address; names are not looked up.  `allowed` as in
 * outbound_conf, and well-formed.
 */
const char *outbound_url_fault(const char *url, const char *allowed);

#endif
