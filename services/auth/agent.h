/*
 * agent - the programs behind API keys, as the bus knows them.
 *
 * What the bus has to know of an agent follows from its key and its user; a row of `agents` says
 * that it has to be told, from the commit of whatever changed until the bus has agreed.  Handlers
 * only write; agent_tell, a few times a second, tells.  So a process that dies anywhere leaves the
 * row, and the next one goes on.
 */
#ifndef SERVICES_AUTH_AGENT_H
#define SERVICES_AUTH_AGENT_H

#include "shared/request/request.h"

/* Reads the keys; die() when a folder is set and damaged. */
void agent_load(void);

/* Jobs: tells the bus of those that are due; makes all of them due. */
enum err agent_tell(struct request *rq);
enum err agent_tell_again(struct request *rq);

#endif
