/*
 * webhook_owner - webhooks stop with the account that an operator stops, and go on with it.
 *
 * Threads: as a consumer's.
 */
#ifndef SERVICES_DELIVERY_WEBHOOK_OWNER_H
#define SERVICES_DELIVERY_WEBHOOK_OWNER_H

#include "shared/actor/actor.h"

consumer_call webhook_owner_changed;
consumer_rebuild webhook_owners_rebuild;

#endif
