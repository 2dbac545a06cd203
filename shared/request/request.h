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
#include "shared/request/operation.h"

enum caller_kind { CALLER_ANYBODY, CALLER_USER, CALLER_KEY, CALLER_SERVICE };

struct caller {
    enum caller_kind kind;
    struct uuid user_id;    /* nil for anybody and for services */
    struct uuid session_id; /* of a user's access token */
    struct uuid key_id;     /* of an API key */
    const char *zone;       /* the user's time zone; "UTC" when there is none */
    const char *address;    /* of the client's end; NULL when no client is behind it */
    struct texts scopes;    /* of an API key, where the operation takes any (x-scope: any) */
};

struct connection;
struct gathered;
struct held;
struct outgoing;
struct parked;
struct question;

/* An attribute of the next message that is announced (outbox.h); without a text it is true. */
struct note {
    const char *name, *text;
    const struct note *next;
};

/* What one version of an object is shown as: 0, or part of it, or with what has no version of its own (from 1 on). */
enum { VARIANT_PART = -1 };

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
    bool version_matched; /* match_version() was called, and passed */
    int64_t variant;      /* of the version that is answered, for its ETag; set by the handler */
    bool dry_run;         /* the handler says: the answer is sent, and the change is undone */

    const char *why;               /* the error's sentence */
    int64_t retry_after_s;         /* 0: the default of the code */
    struct connection *connection; /* the worker's database side; for shared/db and shared/actor */
    struct outgoing *outgoing;     /* asks to make after the commit */
    bool asking;                   /* this is <operation>_before: it asks, and has no database */
    struct question *questions;    /* what it asks (before.h) */
    struct parked *parked;         /* and how that was answered, for the handler */
    const struct note *notes;
    struct uuid message_id;    /* of the next message that is announced; nil: a new one */
    struct gathered *gathered; /* announcements that are stored together (outbox.h), or NULL */
    struct held *held;         /* what a service has locked for many things at once, or NULL */
};

/*
 * A part of a request, which is judged as one for another operation: by the same caller, on the same
 * connection and until the same deadline.  Its memory is that of `arena`.
 */
void request_part(const struct request *whole, const struct operation *operation,
                  struct arena *arena, struct request *out);

/* Words the error and returns it.  The sentence is for the client: no secrets, no addresses. */
enum err refuse(struct request *rq, enum err err, const char *format, ...)
    __attribute__((format(printf, 3, 4), warn_unused_result));

/* One more bad field; refuse_problems() answers validation_failed when there is any, else OK. */
void problem(struct request *rq, const char *field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum err refuse_problems(struct request *rq) __attribute__((warn_unused_result));

/*
 * If-Match: OK when absent or when it names `version`.  Where operation->if_match says so, a
 * handler that has not asked cannot succeed.
 */
enum err match_version(struct request *rq, int64_t version) __attribute__((warn_unused_result));

/* One user as an audience. */
struct uuids audience_of_one(struct request *rq, struct uuid user);

#endif
