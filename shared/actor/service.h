/*
 * service - what one running service has, and where its hidden state is.
 *
 * A process runs one service, so the skeleton keeps its parts in static variables instead of
 * handing them through every call.  They are all of these:
 *
 *   the_service        service.c   filled by mailbox_main before it starts a thread, constant then
 *   pools              workers.c   the three pools; constant between workers_start and workers_stop
 *   serving            serve.c     the mailbox by message, and a count of answers that wait
 *   all                before.c    how much is parked
 *   micro, relay, ...  mailbox.c   parts that the loop's thread starts and stops
 *   is_full               outbox.c    too much waits to be published
 *   the_service.history   history_limit.c  what each user's changes have added, behind its lock
 *   suspicion, leave_ms  connection.c (db)  a count of statements that had no answer in time; when
 *                                          the server last wanted its clients to leave
 *
 * Handlers see none of it.
 *
 * Threads: the_service is constant once threads run.
 */
#ifndef SHARED_ACTOR_SERVICE_H
#define SHARED_ACTOR_SERVICE_H

#include "shared/actor/actor.h"
#include "shared/actor/history_limit.h"
#include "shared/bus/bus.h"
#include "shared/db/connection.h"

struct service {
    const struct actor *actor;
    const char *name; /* contact */
    const char *nats_url, *database_url;
    int64_t outbox_bytes;            /* that announcements may have; 0: no bound */
    struct history_limit *history;   /* NULL: none */
    const struct statements *sql[2]; /* the runtime's and the actor's */
    struct bus *bus;
};

extern struct service the_service;

/* A connection to its database that prepares all its statements; the caller destroys it. */
struct connection *service_connection(enum connection_mode mode, int64_t statement_timeout_ms);

#endif
