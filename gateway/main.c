/*
 * The gateway: the only program that knows HTTP.
 *
 * A request is judged (front.c), its caller is found (auth.c), it becomes a message (proxy.c) and
 * its answer becomes HTTP (answer.c).  HTTP, the bus and Redis share one loop and one thread; a
 * second one parses large bodies (worker.h).
 */
#include "gateway/edge/disconnect.h"
#include "gateway/edge/listen.h"
#include "gateway/edge/tls.h"
#include "gateway/edge/turns.h"
#include "gateway/feed/feed_batch.h"
#include "gateway/feed/feed_hub.h"
#include "gateway/feed/feed_live.h"
#include "gateway/front.h"
#include "gateway/http/address_counts.h"
#include "gateway/http/cors.h"
#include "gateway/http/head.h"
#include "gateway/http/own_error.h"
#include "gateway/http/worker.h"
#include "gateway/identity/jwks.h"
#include "gateway/identity/refusals.h"
#include "gateway/identity/sessions.h"
#include "gateway/identity/tokens.h"
#include "gateway/limit/limits.h"
#include "gateway/limit/redis.h"
#include "gateway/pages.h"
#include "gateway/ready.h"
#include "gateway/settings.h"
#include "gateway/signals.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <errno.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

enum { TICK_MS = 100, SCRATCH_LIMIT = 64 * 1024 * 1024 };

struct front_handler {
    h2o_handler_t super;
    struct gateway *gateway;
};

static int
on_request(h2o_handler_t *super, h2o_req_t *req)
{
    struct front_handler *handler = (struct front_handler *)super;

    front_request(exchange_new(handler->gateway, req));
    return 0;
}

static void
serve_path(struct gateway *g, h2o_pathconf_t *path)
{
    struct front_handler *handler =
        (struct front_handler *)h2o_create_handler(path, sizeof *handler);

    handler->super.on_req = on_request;
    handler->gateway = g;
    own_error_filter(path, g);
}

/*
 * HTTP/2 stays off: one connection could push a million reset streams a second to the services
 * (CVE-2023-44487, not fixed in this libh2o).
 */
static void
open_http(struct gateway *g)
{
    h2o_hostconf_t *host;

    h2o_config_init(&g->config);
    g->config.server_name = h2o_iovec_init(H2O_STRLIT("almanac"));
    g->config.max_request_entity_size = BODY_READ_MAX;
    g->config.http1.req_timeout = (uint64_t)g->conf.request_timeout_ms;
    g->config.handshake_timeout = (uint64_t)g->conf.request_timeout_ms;
    g->config.http1.upgrade_to_http2 = 0;
    host = h2o_config_register_host(&g->config, h2o_iovec_init(H2O_STRLIT("default")), 65535);
    serve_path(g, h2o_config_register_path(host, "/", 0));
    serve_path(g, &host->fallback_path);
    h2o_context_init(&g->http, h2o_evloop_create(), &g->config);
}

static void
on_revoked(void *arg, const struct revocation *revocation)
{
    struct gateway *g = arg;

    feed_hub_revoked(g->feeds, revocation);
}

static void
on_doubted(void *arg)
{
    struct gateway *g = arg;

    feed_hub_doubt(g->feeds);
}

static void
on_bus_changed(void *arg, bool up)
{
    struct gateway *g = arg;

    sessions_reconnected(g->sessions);
    feed_live_reconnected(g->feed_live);
    if (up)
        jwks_refresh(g->jwks);
}

static void
on_heartbeat(void *arg, struct bus_message *message)
{
    struct gateway *g = arg;

    sessions_hear(g->sessions, bus_message_data(message), monotonic_ms());
    bus_message_free(message);
}

static void
on_bus_readable(h2o_socket_t *socket, const char *err)
{
    struct gateway *g = socket->data;

    must(err == NULL);
    bus_turn(g->bus);
    feed_hub_flush(g->feeds);
}

static void
on_disconnect(h2o_socket_t *socket, const char *err)
{
    struct gateway *g = socket->data;

    must(err == NULL);
    disconnects_turn(g->disconnects);
}

static void
on_signal(h2o_socket_t *socket, const char *err)
{
    (void)err;
    signals_read(socket->data, h2o_socket_get_fd(socket));
}

static h2o_socket_t *
main_watch(struct gateway *g, int fd, h2o_socket_cb on_readable)
{
    h2o_socket_t *socket = h2o_evloop_socket_create(g->http.loop, fd, H2O_SOCKET_FLAG_DONT_READ);

    socket->data = g;
    h2o_socket_read_start(socket, on_readable);
    return socket;
}

static void
open_bus(struct gateway *g)
{
    const struct bus_conf conf = {
        .url = g->conf.nats_url,
        .creds = g->conf.nats_creds[0] != '\0' ? g->conf.nats_creds : NULL,
        .name = "gateway",
        .changed = on_bus_changed,
        .arg = g,
    };

    g->bus = bus_open(&conf);
    bus_subscribe(g->bus, "auth.heartbeat", NULL, on_heartbeat, g);
    feed_live_subscribe(g->feed_live);
    feed_batches_subscribe(g->feed_batches);
}

static void
main_turn(struct gateway *g)
{
    int timeout_ms = bus_timeout_ms(g->bus);
    int64_t now_ms;

    if (timeout_ms < 0 || timeout_ms > TICK_MS)
        timeout_ms = TICK_MS;
    if (turns_wait_any(g->turns))
        timeout_ms = 0;
    bus_flush(g->bus);
    if (h2o_evloop_run(g->http.loop, timeout_ms) != 0 && errno != EINTR)
        die("the event loop failed: %s", strerror(errno));
    turns_serve(g->turns, TURNS_AT_ONCE_US);
    if (bus_timeout_ms(g->bus) == 0)
        bus_turn(g->bus);
    feed_hub_flush(g->feeds);
    now_ms = monotonic_ms();
    sessions_tick(g->sessions, now_ms);
    jwks_tick(g->jwks, now_ms);
    redis_tick(g->redis, now_ms);
    limits_tick(g->limits, now_ms);
    feed_hub_tick(g->feeds, now_ms);
}

/* Connections that are only kept alive have nothing in them, and end with the process. */
static void
drain(struct gateway *g, struct listener *listener)
{
    int64_t end_ms = monotonic_ms() + g->conf.drain_ms;

    log_event(LOG_INFO, "gateway.drain.begun", "open=%u", g->open);
    listen_close(listener);
    h2o_context_request_shutdown(&g->http);
    feed_hub_shut(g->feeds);
    while (g->open + g->sockets > 0 && monotonic_ms() < end_ms)
        main_turn(g);
    log_event(LOG_INFO, "gateway.drain.done", "open=%u", g->open);
}

static struct tls *
open_tls(const struct gateway_conf *conf)
{
    static struct tls tls;
    bool has_cert = conf->tls_cert[0] != '\0', has_key = conf->tls_key[0] != '\0';
    const char *why;

    if (has_cert != has_key)
        die("ALMANAC_TLS_CERT and ALMANAC_TLS_KEY need each other");
    if (!has_cert)
        return NULL;
    tls = (struct tls){.cert = conf->tls_cert, .key = conf->tls_key};
    why = tls_load(&tls);
    if (why != NULL)
        die("ALMANAC_TLS_CERT, ALMANAC_TLS_KEY: %s", why);
    return &tls;
}

static const struct trusted_hops *
read_trusted_hops(const struct gateway_conf *conf)
{
    static struct trusted_hops hops;

    if (!trusted_hops_parse(conf->trusted_hops, &hops))
        die("ALMANAC_TRUSTED_HOPS is %s but must be a number or a list of networks",
            conf->trusted_hops);
    return &hops;
}

static void
open_parts(struct gateway *g)
{
    g->scratch = arena_new(SCRATCH_LIMIT);
    buf_init(&g->out);
    g->pages = pages_new();
    g->tokens = tokens_new();
    g->refusals = refusals_new();
    g->jwks = jwks_new(g);
    g->sessions = sessions_new(g);
    g->ready = ready_new(g);
    g->feeds = feed_hub_new(g);
    sessions_listen(g->sessions, &(struct sessions_listener){on_revoked, on_doubted, g});
    g->feed_live = feed_live_new(g);
    g->feed_batches = feed_batches_new(g);
    g->disconnects = disconnects_new();
    g->turns = turns_new();
    g->unread = address_counts_new();
    g->worker = worker_new(g->http.loop);
    g->redis = redis_open(g->http.loop, g->conf.redis_url);
    g->limits = limits_new(g, g->conf.limits);
    g->hops = read_trusted_hops(&g->conf);
    if (!cors_parse(g->conf.cors_origins))
        die("ALMANAC_CORS_ORIGINS is %s but must be * or a list of scheme://host[:port]",
            g->conf.cors_origins);
    g->tls = open_tls(&g->conf);
}

static void
close_parts(struct gateway *g)
{
    worker_destroy(&g->worker);
    redis_close(&g->redis); /* before the bus: whoever waits for it may go on to ask */
    bus_drain(g->bus);
    bus_close(&g->bus);
}

int
main(int argc, char **argv)
{
    static struct gateway g;
    static struct listener *listener;
    h2o_socket_t *signals, *bus, *disconnects;
    int signal_fd;

    /*
     * Blocks of the size that answers have come and go; were each given back to the system, page
     * faults would be a fifth of the work.
     */
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
    mallopt(M_TRIM_THRESHOLD, 32 << 20);
    log_init("gateway");
    settings_load(argc, argv, &g.conf);
    signal_fd = signals_open();
    open_http(&g);
    open_parts(&g);
    open_bus(&g);
    signals = main_watch(&g, signal_fd, on_signal);
    bus = main_watch(&g, dup(bus_fd(g.bus)), on_bus_readable);
    disconnects = main_watch(&g, dup(disconnects_fd(g.disconnects)), on_disconnect);
    listener = listen_open(&g, g.conf.listen);
    log_event(LOG_INFO, "gateway.started", "listen=%s", g.conf.listen);
    while (!g.draining)
        main_turn(&g);
    drain(&g, listener);
    h2o_socket_close(disconnects);
    h2o_socket_close(bus);
    h2o_socket_close(signals);
    close_parts(&g);
    return 0;
}
