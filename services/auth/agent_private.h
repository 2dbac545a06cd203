/*
 * agent_private - what making credentials needs of telling the server.  For agent*.c alone.
 *
 * Threads: any.
 */
#ifndef SERVICES_AUTH_AGENT_PRIVATE_H
#define SERVICES_AUTH_AGENT_PRIVATE_H

#include "shared/bus/bus.h"
#include "shared/request/request.h"

/* The server's operator is ours. */
bool agent_is_possible(void);
/* A connection that may tell the server of accounts, for the caller to close; NULL: it is away. */
struct bus *agent_open_sys(void);
/*
 * Tells the server what the database says of an agent, in no transaction, and notes in its row what
 * came of it.  `told`: whether the server has agreed.
 */
enum err agent_settle(struct request *rq, struct bus *sys, struct uuid key_id, enum err *told);

#endif
