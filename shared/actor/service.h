/*
 * service - what one running service has, shared by the parts of the runtime.
 *
 * mailbox_main fills `the_service` before it starts a thread; the parts (connections, outbox, relay,
 * consumers, jobs, micro) read it.  Handlers never see it.
 *
 * Work is anything that a worker runs: a request from the bus, a domain event.  A task is a request
 * of the runtime's own, with a connection of its own: the relay and the jobs have one.
 *
 * Ownership: work takes its message; whoever posts keeps it when service_post answers false.
 * Units:     deadlines are milliseconds of monotonic_ms().
 * Threads:   the_service is constant once threads run; service_post is for any thread.
 */
#ifndef SHARED_ACTOR_SERVICE_H
#define SHARED_ACTOR_SERVICE_H

#include "shared/actor/mailbox.h"
#include "shared/bus/bus.h"
#include "shared/db/connection.h"

struct service {
    const struct actor *actor;
    const char *name; /* contact */
    const char *nats_url, *database_url;
    const struct statements *sql[2]; /* the runtime's and the actor's */
    struct bus *bus;
};

extern struct service the_service;

struct work;
/* On a worker, with a fresh arena, the worker's connection and 30 s; the run ends its own transaction. */
typedef void work_run(const struct work *work, struct request *rq);

struct work {
    work_run *run;
    const void *context;
    struct bus_message *message;
    int64_t posted_us; /* monotonic; set by service_post */
};

/* False: the queue of that class is full, or the service is leaving. */
bool service_post(enum worker_class class, work_run *run, const void *context,
                  struct bus_message *message);

/* The time since some start, in microseconds. */
int64_t monotonic_us(void);

struct request *task_new(const char *event, enum connection_mode mode);
void task_destroy(struct request **rq);
/*
 * Forgets what was before and gives the task `timeout_ms` from now.  Waits for the database as long
 * as `patience_ms`; false: it is away.
 */
bool task_begin(struct request *rq, int64_t timeout_ms, int64_t patience_ms);

#endif
