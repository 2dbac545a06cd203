/*
 * request - what a handler sees, and the few verbs it speaks.
 *
 * A handler is straight-line code: decoded input in, sql_*() calls, reply out.  It keeps no lock
 * and no pointer to thread-local state across an sql_*() call, so that the mailbox may interleave
 * handlers.
 *
 * Ownership: everything reachable from a request lives until its reply is sent.
 * Failure:   handlers return OK or the error that refuse() or a callee gave.
 * Threads:   a request belongs to one worker at a time.
 */
#ifndef SHARED_REQUEST_REQUEST_H
#define SHARED_REQUEST_REQUEST_H

#include "shared/base/err.h"
#include "shared/codec/wire.h"

enum caller_kind { CALLER_ANYBODY, CALLER_USER, CALLER_KEY, CALLER_SERVICE };

struct caller {
    enum caller_kind kind;
    struct uuid user_id;    /* nil for anybody and for services */
    struct uuid session_id; /* of a user's access token */
    struct uuid key_id;     /* of an API key */
    const char *zone;       /* the user's time zone; "UTC" when there is none */
    const char *address;    /* of the client's end; NULL when no client is behind it */
};

enum operation_auth { AUTH_PUBLIC, AUTH_USER, AUTH_KEY, AUTH_SERVICE };

/* One operation of the contract (generated). */
struct operation {
    const char *name;    /* contact.create */
    const char *subject; /* svc.contact.create */
    enum operation_auth auth;
    const char *scope; /* contacts:write, or NULL */
    int64_t timeout_ms;
    bool keeps_key;                   /* honours Idempotency-Key */
    const struct shape *path, *query; /* into the request struct; NULL: none */
    const struct shape *body;         /* NULL: none */
    size_t body_offset;
    enum wire_mode body_mode; /* WIRE_PARTIAL: the struct holds a struct patch */
    size_t input_size;
    const struct shape *output; /* NULL: an empty answer */
};

struct connection;
struct outgoing;

struct request {
    struct arena *arena;
    struct problems problems;
    const struct operation *operation; /* NULL in consumers and jobs */
    const char *event;                 /* of the log line: operation, consumer or job name */
    struct caller caller;
    const char *traceparent;
    int64_t deadline_ms; /* monotonic */

    const msgpack_object *path, *query; /* as they came; NULL when none */
    const msgpack_object *body;
    const char *idempotency_key; /* NULL when none */
    bool rows;                   /* who asks reads lists in the form of rows.h */
    bool has_if_version, if_any; /* If-Match; if_any: `*` */
    const int64_t *if_versions;
    size_t if_version_count;

    const char *why;               /* the error's sentence */
    int64_t retry_after_s;         /* 0: the default of the code */
    struct connection *connection; /* the worker's database side; db.c and mailbox.c only */
    struct outgoing *outgoing;     /* asks to make after the commit */
};

/* Words the error and returns it.  The sentence is for the client: no secrets, no addresses. */
enum err refuse(struct request *rq, enum err err, const char *format, ...)
    __attribute__((format(printf, 3, 4), warn_unused_result));

/* One more bad field; refuse_problems() answers validation_failed when there is any, else OK. */
void problem(struct request *rq, const char *field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum err refuse_problems(struct request *rq) __attribute__((warn_unused_result));

/* If-Match: OK when absent or when it names `version`. */
enum err match_version(struct request *rq, int64_t version) __attribute__((warn_unused_result));

/*
 * What a PUT or PATCH makes of `stored`: the body, for a PATCH laid over the stored object (RFC
 * 7396), decoded and validated as a PUT.  Read-only members must equal what is stored; `next` has
 * them.
 */
enum err amend(struct request *rq, const struct shape *shape, const void *stored, void *next)
    __attribute__((warn_unused_result));

/*
 * A keyset cursor: where the last page ended.  It is bound to the operation, the caller, the
 * caller's zone and every query parameter but `cursor` and `limit`; anything else is
 * ERR_INVALID_CURSOR. What it holds is only a position, so forging one gains nothing.
 */
struct cursor {
    int64_t number;
    int64_t second;
    int64_t third;
    const char *text; /* NULL when unused */
    struct uuid id;
};
enum err cursor_decode(struct request *rq, const char *text, struct cursor *out)
    __attribute__((warn_unused_result));
const char *cursor_encode(struct request *rq, const struct cursor *at);

/*
 * How many of `count` rows go on this page: at most `limit`, and at most 512 KiB but at least one.
 * Fewer than `count` means that there is a next page.
 */
size_t page_fit(const struct shape *shape, const void *rows, size_t count, int64_t limit);

/* One message of the contract (generated). */
struct announcement {
    const char *type;    /* contact.created */
    const char *subject; /* evt.contact.contact.created; NULL: it goes to feeds alone */
    const struct shape *shape;
};

/*
 * The change, in the same transaction; handlers call what gen/<service>_events.h makes of it.  The
 * object is shown as the API shows it, `previous_version` (0: none) is what it was before, and
 * `audience` are the users who may see it.
 */
enum err announce(struct request *rq, const struct announcement *what, const void *object,
                  int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));
struct uuids only(struct request *rq, struct uuid user);

/* Asks another service when the transaction stands; the client is answered when that has answered.
 */
enum err after_commit(struct request *rq, const struct operation *op, const void *input)
    __attribute__((warn_unused_result));
/* Asks another service now and waits: only in jobs and consumers, outside a transaction. */
enum err ask(struct request *rq, const struct operation *op, const void *input, void *output)
    __attribute__((warn_unused_result));
/* Tells whoever listens on a core subject, with no promise. */
void broadcast(struct request *rq, const char *subject, const struct shape *shape,
               const void *object);

/* Ends the transaction (commits what was read) before work that takes long; the next sql opens one.
 */
enum err pause_transaction(struct request *rq) __attribute__((warn_unused_result));

#endif
