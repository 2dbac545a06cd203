/*
 * agent_bus - a connection as the one user who may tell the server of accounts.
 *
 * Opened for a piece of work and closed after it, because agents change rarely.  Durables belong to
 * the account of our own processes, so they are made over the service's own connection.
 *
 * Failure: ERR_UNAVAILABLE or ERR_TIMEOUT when the server does not answer within two seconds;
 *   ERR_BUG, logged here, when it refuses.
 * Threads: the thread that opens a connection uses and closes it.
 */
#ifndef SERVICES_AUTH_AGENT_BUS_H
#define SERVICES_AUTH_AGENT_BUS_H

#include "shared/bus/bus.h"
#include "shared/bus/stream.h"
#include "shared/request/request.h"

/* NULL: the server is away. */
struct bus *agent_bus_open(const char *url, const char *creds);

enum err agent_bus_update(struct request *rq, struct bus *sys, const char *account);
enum err agent_bus_delete(struct request *rq, struct bus *sys, const char *farewell);

enum err agent_bus_make_durable(struct request *rq, struct stream_consumer consumer);
/* OK also when there is none. */
enum err agent_bus_drop_durable(struct request *rq, const char *durable);

#endif
