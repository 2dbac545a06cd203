/*
 * keys - the public keys of access tokens, as auth gives them.
 *
 * Fetched at the start, after a reconnect, every twenty seconds (a new key signs only after its
 * first minute, so it is known by then), and when a token names a key that is not known, at most
 * once a second.
 *
 * Ownership: a PEM text is borrowed until the next turn of the loop.
 * Failure:   keys stay as they are while auth does not answer.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_KEYS_H
#define GATEWAY_KEYS_H

#include "gateway/exchange.h"

struct keys *keys_new(struct gateway *gateway);
void keys_destroy(struct keys **keys);

/* NULL when the key is not known. */
const char *keys_find(const struct keys *keys, const char *kid);

/*
 * A token names an unknown key: goes on with auth_keys_came(), OK when the keys were read again, at
 * once when that was less than a second ago.
 */
void keys_wait(struct keys *keys, struct exchange *x);

void keys_refresh(struct keys *keys); /* the bus is there again */
void keys_tick(struct keys *keys, int64_t now_ms);

#endif
