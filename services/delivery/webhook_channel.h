/*
 * webhook_channel - deliveries to webhooks: signed, POSTed to the URL, and what
 * the answer means.
 *
 * Threads: the runner's.
 */
#ifndef SERVICES_DELIVERY_WEBHOOK_CHANNEL_H
#define SERVICES_DELIVERY_WEBHOOK_CHANNEL_H

#include "services/delivery/channel.h"

extern const struct channel webhook_channel;

#endif
