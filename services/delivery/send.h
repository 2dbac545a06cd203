/*
 * send - the service's own thread: a runner with the channels of this service.
 *
 * Threads: as struct own_thread says.
 */
#ifndef SERVICES_DELIVERY_SEND_H
#define SERVICES_DELIVERY_SEND_H

#include "shared/actor/actor.h"

extern const struct own_thread send_thread;

#endif
