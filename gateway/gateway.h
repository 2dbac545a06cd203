/*
 * gateway - what the rooms of this program share: one loop, one bus connection, the caches.
 *
 * There is one `struct gateway`, made by main.c.  Everything runs on the loop's thread, so nothing
 * here takes a lock; what runs on the worker's (worker.h) has no part in it.
 */
#ifndef GATEWAY_GATEWAY_H
#define GATEWAY_GATEWAY_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"
#include "shared/bus/bus.h"

#include <h2o.h>
#include <stdbool.h>
#include <stdint.h>

struct address;
struct address_counts;
struct disconnects;
struct feed_batches;
struct feed_hub;
struct feed_live;
struct jwks_cache;
struct limit_texts;
struct limits;
struct pages;
struct ready;
struct redis;
struct refusals;
struct sessions;
struct tls;
struct tokens;
struct trusted_hops;
struct turns;
struct worker;

struct gateway_conf {
    const char *listen; /* host:port */
    const char *nats_url;
    const char *nats_creds;
    const char *redis_url;
    const char *limits;
    const char *trusted_hops;
    const char *cors_origins;
    const char *tls_cert;
    const char *tls_key;
    const char *log_level;
    const char *disks; /* folders, separated by colons */
    int64_t connections_max;
    int64_t connections_per_address;
    int64_t in_flight_max;
    int64_t request_timeout_ms;
    int64_t answer_timeout_ms;
    int64_t drain_ms;
    int64_t feeds_per_user;
    int64_t feeds_per_address;
    int64_t feed_queue; /* bytes that wait for one reader */
    int64_t feed_ping_ms;
};

struct gateway {
    struct gateway_conf conf;
    h2o_globalconf_t config;
    h2o_context_t http;
    struct bus *bus;
    struct arena *scratch; /* emptied before each use */
    struct buf out;        /* likewise */
    struct redis *redis;
    struct jwks_cache *jwks;
    struct limits *limits;
    /* limits.h: leaves `out` alone when limits are off; NULL: there are none. */
    void (*limit_texts)(const struct limits *limits, struct address address,
                        struct limit_texts *out);
    struct tokens *tokens;
    struct refusals *refusals;
    struct sessions *sessions;
    struct ready *ready;
    struct pages *pages;
    struct feed_hub *feeds;
    struct feed_live *feed_live;
    struct feed_batches *feed_batches;
    struct disconnects *disconnects;
    struct turns *turns;
    struct worker *worker;
    const struct trusted_hops *hops;
    struct tls *tls;               /* NULL: plain HTTP */
    struct address_counts *unread; /* bytes of large answers that have not wholly left */
    int64_t unread_bytes;          /* of all addresses */
    unsigned open;                 /* exchanges whose answer has not wholly left */
    unsigned sockets;              /* WebSockets that are open */
    unsigned in_flight;            /* exchanges that wait for another process */
    bool draining;
};

#endif
