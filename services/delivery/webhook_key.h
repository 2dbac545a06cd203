/*
 * webhook_key - webhooks that were made with an API key end with it, and hear what it may read.
 *
 * The event of a key's change is applied at once.  Each half minute all keys that have webhooks are
 * asked about (auth.api_keys_standing), which finds what was not heard and keys that have expired.
 *
 * Failure: as the statements.
 * Threads: as the request.
 */
#ifndef SERVICES_DELIVERY_WEBHOOK_KEY_H
#define SERVICES_DELIVERY_WEBHOOK_KEY_H

#include "shared/actor/actor.h"

consumer_call webhook_key_changed;
consumer_rebuild webhook_keys_rebuild;

#endif
