/*
 * feed_hub - all feeds of this gateway, by user.
 *
 * Hands each live message to the feeds of its user, tells feeds what happens around them, and looks
 * after each of them four times a second.
 *
 * Ownership: the hub borrows a feed from feed_hub_enter to feed_hub_leave.
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

/* feed_live.c has heard a message; they come in stream order. */
void feed_hub_hear(struct feed_hub *hub, const char *subject, uint64_t sequence, struct bytes json);
/* feed_live.c is up. */
void feed_hub_up(struct feed_hub *hub);
/* feed_live.c goes on behind `last`, and has not heard what came after `position`. */
void feed_hub_jumped(struct feed_hub *hub, uint64_t position, uint64_t last);

/* Credentials were revoked. */
void feed_hub_revoked(struct feed_hub *hub, const struct revocation *revocation);
/* Any credentials may have been revoked. */
void feed_hub_doubt(struct feed_hub *hub);

/* The turn of the loop ends: transports write what they were handed in it. */
void feed_hub_flush(struct feed_hub *hub);
void feed_hub_tick(struct feed_hub *hub, int64_t now_ms);
/* The gateway stops: every feed ends. */
void feed_hub_shut(struct feed_hub *hub);

#endif
