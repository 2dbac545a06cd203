/*
 * webhook_message - messages that no feed has: of a trial, and of a gap.
 *
 * Each is a CloudEvent like those of feeds (shared/actor/outbox_message.c), about the webhook itself:
 *
 *   {"specversion":"1.0","id":"<id of the delivery>","source":"/almanac/delivery",
 *    "type":"webhook.test","time":"2026-03-01T08:00:00Z","subject":"<id of the webhook>",
 *    "datacontenttype":"application/json","data":{the webhook as the API shows it}}
 *
 * Ownership: the text lives in the arena.
 * Threads:   any.
 */
#ifndef SERVICES_DELIVERY_WEBHOOK_MESSAGE_H
#define SERVICES_DELIVERY_WEBHOOK_MESSAGE_H

#include "gen/delivery/api.h"
#include "shared/base/arena.h"

struct bytes webhook_message(struct arena *a, const char *type, struct uuid id,
                             const struct webhook *webhook, struct instant at);

/* The same about one of which only the id is known, without data. */
const char *webhook_message_plain(struct arena *a, const char *type, struct uuid id,
                                  struct uuid webhook_id, struct instant at);

#endif
