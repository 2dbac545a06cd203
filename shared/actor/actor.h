/*
 * actor - what a service says of itself: its handlers, its consumers, its jobs.
 *
 * A service defines one constant `struct actor` and hands it to mailbox_main (mailbox.h), which
 * runs it.  The types of what it names stand here, apart from the skeleton: handlers, consumers
 * and jobs need to know nothing of what calls them.
 *
 * Ownership: constant data.
 * Threads:   handlers, consumers and jobs run on the skeleton's threads, several at once, never two
 *   on one request.
 */
#ifndef SHARED_ACTOR_ACTOR_H
#define SHARED_ACTOR_ACTOR_H

#include "shared/base/conf.h"
#include "shared/request/operation.h"
#include "shared/request/request.h"

struct statements;

enum worker_class {
    DB_READ,  /* statements alone, no transaction */
    DB_WRITE, /* one transaction per message */
    SLOW,     /* a small pool of its own; the transaction opens with the first statement */
    WORKER_CLASSES
};

typedef enum err handler_call(struct request *rq, const void *in, void *out);

struct mailbox_row {
    int message; /* <SERVICE>_<OPERATION> of the generated enum */
    handler_call *call;
    enum worker_class class;
};

/* One domain event as a consumer sees it. */
struct domain_event {
    struct uuid id;
    const char *type;           /* calendar.deleted */
    struct uuid subject;        /* the object's id */
    int64_t version;            /* that the change made of it; 0: it has none */
    bool members;               /* who may see the calendar, or in which role, is another */
    struct uuid calendar_id;    /* to which the object belongs; nil: to none */
    const msgpack_object *data; /* NULL: it was too large for the message (outbox_message.c) */
};

/* Runs in a transaction in which the event id is noted, so each event is applied once. */
typedef enum err consumer_call(struct request *rq, const struct domain_event *event);

/* A change of the service that a consumer hears: its transaction there, and the object's id. */
struct position {
    int64_t xid;
    struct uuid id;
};

/*
 * Reads one page of the owner's state behind `*at` and applies it, such that once and twice are the
 * same; moves `*at` to its end, and says whether more follows.  It is called outside a transaction,
 * and may end those that it begins.
 */
typedef enum err consumer_rebuild(struct request *rq, struct position *at, bool *more);

/* The events of x-hears, and how what was not heard is made good (rebuild.h). */
struct consumer_row {
    const char *durable; /* <service>_<name> of x-hears in the contract */
    consumer_call *call;
    consumer_rebuild *rebuild;
};

/* A job runs when the service starts, after every reconnect of the bus, and every `period_ms`. */
typedef enum err job_call(struct request *rq);

enum job_kind {
    JOB_ALONE,      /* one replica at a time (advisory lock) */
    JOB_EVERYWHERE, /* in every replica */
    JOB_WAITS,      /* alone, and on a thread apart: the others need not wait for what it asks */
};

struct job_row {
    const char *name;
    job_call *call;
    int64_t period_ms;
    enum job_kind kind;
};

/* One figure of $SRV.STATS; the name is borrowed for the call. */
typedef void counter_tell(void *arg, const char *name, int64_t value);

/*
 * What a service does on a thread of its own, beside answering: it begins when the bus is open, and has
 * ended when `stop` returns.  The service has ten seconds for all that it leaves unfinished, and the bus
 * still carries asks meanwhile.
 */
struct own_thread {
    void (*start)(void);                          /* on the loop's thread */
    void (*wake)(void);                           /* on the loop's: outbox_wake, in any replica */
    void (*stop)(void);                           /* on a thread of the skeleton */
    void (*count)(counter_tell *tell, void *arg); /* on the loop's; may be NULL */
};

struct actor {
    const struct service_api *api;
    const struct statements *sql;
    const struct mailbox_row *mailbox; /* one row per operation of the api */
    int mailbox_count;
    const struct consumer_row *consumers;
    int consumer_count;
    const struct job_row *jobs;
    int job_count;
    const struct own_thread *own_thread; /* NULL: none */
    const struct conf_part *settings;    /* its own beside those of every service, or NULL */
    void (*start)(void); /* after the settings, before the first message; die() on failure */
};

/* A missing row does not compile; a row given twice is refused at start. */
#define MAILBOX_COVERS(rows, count)                                                                \
    _Static_assert(sizeof(rows) / sizeof((rows)[0]) == (count), "mailbox misses a message")

#endif
