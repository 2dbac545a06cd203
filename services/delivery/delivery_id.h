/*
 * delivery_id - the id of the delivery of a message to a webhook, or to its user by mail.
 *
 * It follows from both, so that a message that is read twice is one delivery.
 *
 * Threads: any.
 */
#ifndef SERVICES_DELIVERY_DELIVERY_ID_H
#define SERVICES_DELIVERY_DELIVERY_ID_H

#include "shared/base/uuid.h"

struct uuid delivery_id(struct uuid receiver_id, struct uuid message_id);

#endif
