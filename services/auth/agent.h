/*
 * agent - the programs behind API keys, as the bus knows them.
 *
 * What the server has to know of an agent follows from its key and its user.  When one of them
 * changes, a row of `agents` becomes due with the same commit; agent_tell, run a few times a
 * second, tells the server and settles the row when it has agreed.  So whatever process dies, the
 * row is there and another process goes on.
 *
 * Who asks for such a change is answered when the server knows of it (agent_settle.c), so an agent
 * that was ended stays so when this process or the database goes away right after the answer.
 */
#ifndef SERVICES_AUTH_AGENT_H
#define SERVICES_AUTH_AGENT_H

#include "shared/request/request.h"

/* Reads the keys of ALMANAC_AGENTS; dies when the folder is set and damaged. */
void agent_load(void);

/* A job: tells the server of the agents that are due. */
enum err agent_tell(struct request *rq);
/* A job: makes all agents due. */
enum err agent_tell_again(struct request *rq);

#endif
