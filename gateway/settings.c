#include "gateway/settings.h"
#include "gateway/edge/listen.h"
#include "shared/base/conf.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/resource.h>

static const struct conf_row rows[] = {
    {.variable = "ALMANAC_LISTEN",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, listen),
     .fallback = "127.0.0.1:8080",
     .meaning = "address for clients, host:port"},
    {.variable = "ALMANAC_NATS_URL",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, nats_url),
     .fallback = "nats://127.0.0.1:4222",
     .meaning = "servers of the bus, nats://host:port[,...]"},
    {.variable = "ALMANAC_NATS_CREDS",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, nats_creds),
     .fallback = "",
     .meaning = "file with this process's credentials for the bus"},
    {.variable = "ALMANAC_REDIS_URL",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, redis_url),
     .fallback = "redis://127.0.0.1:6379",
     .meaning = "Redis, unix:///path or redis://host:port"},
    {.variable = "ALMANAC_LIMITS",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, limits),
     .fallback = "on",
     .meaning = "rate limits: on, off, or name=amount/seconds[/burst],... of user, key, address, "
                "register, login, refresh, refused"},
    {.variable = "ALMANAC_TRUSTED_HOPS",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, trusted_hops),
     .fallback = "",
     .meaning =
         "proxies whose X-Forwarded-For counts: how many, or their networks as a.b.c.d/n,..."},
    {.variable = "ALMANAC_CORS_ORIGINS",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, cors_origins),
     .fallback = "",
     .meaning = "web origins whose scripts may use the API, https://app.example.org,... or *"},
    {.variable = "ALMANAC_TLS_CERT",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, tls_cert),
     .fallback = "",
     .meaning =
         "file with the certificate and its chain, PEM, read again on SIGHUP; none: plain HTTP"},
    {.variable = "ALMANAC_TLS_KEY",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, tls_key),
     .fallback = "",
     .meaning = "file with the certificate's key, PEM"},
    {.variable = "ALMANAC_CONNECTIONS",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, connections_max),
     .fallback = "10000",
     .min = 1,
     .max = 1000000,
     .meaning = "clients connected at once; more are answered 503"},
    {.variable = "ALMANAC_CONNECTIONS_PER_ADDRESS",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, connections_per_address),
     .fallback = "1000",
     .min = 1,
     .max = 1000000,
     .meaning = "of them from one address, trusted hops aside; more are answered 503"},
    {.variable = "ALMANAC_IN_FLIGHT",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, in_flight_max),
     .fallback = "4096",
     .min = 1,
     .max = 1000000,
     .meaning = "requests that may wait for services at once; more are answered 503"},
    {.variable = "ALMANAC_REQUEST_TIMEOUT",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, request_timeout_ms),
     .fallback = "10000",
     .min = 100,
     .max = 600000,
     .meaning = "milliseconds for a whole request to arrive, and for an idle connection"},
    {.variable = "ALMANAC_ANSWER_TIMEOUT",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, answer_timeout_ms),
     .fallback = "30000",
     .min = 100,
     .max = 600000,
     .meaning = "milliseconds for a client to take a whole answer; slower ones are cut off"},
    {.variable = "ALMANAC_FEEDS_PER_USER",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, feeds_per_user),
     .fallback = "50",
     .min = 1,
     .max = 1000000,
     .meaning = "WebSockets and event streams of one user at once; more are answered 429"},
    {.variable = "ALMANAC_FEEDS_PER_ADDRESS",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, feeds_per_address),
     .fallback = "500",
     .min = 1,
     .max = 1000000,
     .meaning = "and of one address"},
    {.variable = "ALMANAC_FEED_QUEUE",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, feed_queue),
     .fallback = "262144",
     .min = 4096,
     .max = 1073741824,
     .meaning = "bytes that may wait for one reader of a feed; the stream keeps the rest for it"},
    {.variable = "ALMANAC_FEED_PING",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, feed_ping_ms),
     .fallback = "30000",
     .min = 200,
     .max = 600000,
     .meaning =
         "milliseconds of silence before a WebSocket is pinged; who takes nothing for half of "
         "it, or is silent for twice as long, is cut off"},
    {.variable = "ALMANAC_DRAIN",
     .kind = CONF_INT,
     .offset = offsetof(struct gateway_conf, drain_ms),
     .fallback = "5000",
     .min = 0,
     .max = 600000,
     .meaning = "milliseconds to finish what is in flight after SIGTERM"},
    {.variable = "ALMANAC_DISKS",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, disks),
     .fallback = "",
     .meaning = "folders, separated by colons, on disks whose free space /readyz tells of"},
    {.variable = "ALMANAC_LOG_LEVEL",
     .kind = CONF_TEXT,
     .offset = offsetof(struct gateway_conf, log_level),
     .fallback = "info",
     .meaning = "debug, info, warn or error"},
};

/* As many descriptors as connections may take, and some for the process itself. */
static void
provide_descriptors(struct gateway_conf *conf)
{
    enum { OWN = 64 + LISTEN_TURNED_AWAY };
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        die("the limit of descriptors cannot be read: %s", strerror(errno));
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max >= (rlim_t)conf->connections_max + OWN)
        return;
    conf->connections_max = limit.rlim_max > 2 * OWN ? (int64_t)limit.rlim_max - OWN : OWN;
    log_event(LOG_WARN, "gateway.connections.limited", "max=%" PRId64, conf->connections_max);
}

void
settings_load(int argc, char **argv, struct gateway_conf *conf)
{
    conf_load(argc, argv, "the HTTP edge", rows, ARRAY_LEN(rows), conf);
    if (!log_set_level(conf->log_level))
        die("ALMANAC_LOG_LEVEL is %s but must be debug, info, warn or error", conf->log_level);
    provide_descriptors(conf);
}
