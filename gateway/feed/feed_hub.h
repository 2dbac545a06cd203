/*
 * feed_hub - every reader of a feed on this gateway, by user.
 *
 * Hands a live message to the user's readers, wakes those that wait, and looks after them all a few
 * times a second.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_FEED_FEED_HUB_H
#define GATEWAY_FEED_FEED_HUB_H

#include "gateway/feed/feed.h"
#include "gateway/identity/heartbeat.h"

struct feed_hub;

struct feed_hub *feed_hub_new(struct gateway *gateway);
void feed_hub_destroy(struct feed_hub **hub);

/* False when the user or the address has as many as it may. */
bool feed_hub_enter(struct feed_hub *hub, struct feed *feed) __attribute__((warn_unused_result));
void feed_hub_leave(struct feed_hub *hub, struct feed *feed);

/* From feed_live.h: one message; it is up; what came after `position`,
 * up to `last`, may have been dropped. */
void feed_hub_hear(struct feed_hub *hub, const char *subject, uint64_t sequence, struct bytes json);
void feed_hub_up(struct feed_hub *hub);
void feed_hub_jumped(struct feed_hub *hub, uint64_t position, uint64_t last);

/* From sessions.h: this was revoked; or nothing that was known is sure any more. */
void feed_hub_revoked(struct feed_hub *hub, const struct revocation *revocation);
void feed_hub_doubt(struct feed_hub *hub);

/* What was handed out in this turn of the loop leaves. */
void feed_hub_flush(struct feed_hub *hub);
void feed_hub_tick(struct feed_hub *hub, int64_t now_ms);
void feed_hub_shut(struct feed_hub *hub);

#endif
