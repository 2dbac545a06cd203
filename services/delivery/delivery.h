/*
 * delivery - the actor of deliveries; see delivery.c.
 */
#ifndef SERVICES_DELIVERY_DELIVERY_H
#define SERVICES_DELIVERY_DELIVERY_H

#include "shared/actor/actor.h"

extern const struct actor delivery_actor;

#endif
