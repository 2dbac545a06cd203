/*
 * feed_hub - all feeds of this gateway, and by user.
 *
 * Hands live messages to the feeds of their user, tells feeds what happens around them, and gives
 * each a turn four times a second.
 *
 * Ownership: the hub only links feeds; a feed leaves the hub before its transport gives it up.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_HUB_H
#define GATEWAY_FEED_FEED_HUB_H

#include "gateway/feed/feed.h"
#include "gateway/identity/heartbeat.h"

struct feed_hub;

struct feed_hub *feed_hub_new(struct gateway *gateway);
void feed_hub_destroy(struct feed_hub **hub);

/* False when the user, or the address, has as many feeds as it may. */
bool feed_hub_enter(struct feed_hub *hub, struct feed *feed) __attribute__((warn_unused_result));
void feed_hub_leave(struct feed_hub *hub, struct feed *feed);

/* From feed_live.c: one message, in stream order; */
void feed_hub_hear(struct feed_hub *hub, const char *subject, uint64_t sequence, struct bytes json);
/* the live end is up; */
void feed_hub_up(struct feed_hub *hub);
/* it goes on behind `last`, and what came after `position` was not heard. */
void feed_hub_jumped(struct feed_hub *hub, uint64_t position, uint64_t last);

/* From sessions.h: these credentials were revoked; or any may have been.  `hub` may be NULL. */
void feed_hub_revoked(struct feed_hub *hub, const struct revocation *revocation);
void feed_hub_doubt(struct feed_hub *hub);

/* The turn of the loop ends: what was handed on in it leaves. */
void feed_hub_flush(struct feed_hub *hub);
void feed_hub_tick(struct feed_hub *hub, int64_t now_ms);
/* The gateway stops: every feed ends. */
void feed_hub_shut(struct feed_hub *hub);

#endif
