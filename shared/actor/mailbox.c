#include "shared/actor/mailbox.h"

#include "gen/runtime/sql.h"
#include "shared/actor/before.h"
#include "shared/actor/consume.h"
#include "shared/actor/jobs.h"
#include "shared/actor/micro.h"
#include "shared/actor/relay.h"
#include "shared/actor/serve.h"
#include "shared/actor/service.h"
#include "shared/actor/workers.h"
#include "shared/base/clock.h"
#include "shared/base/conf.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/db/watch.h"
#include "shared/time/tz.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { DRAIN_MS = 10000, TURN_MS = 50 };

struct settings {
    const char *nats_url, *nats_creds, *database_url, *log_level;
    int64_t read_workers, write_workers, slow_workers, outbox_mb, history_mb;
};

/* clang-format off */
static const struct conf_row rows[] = {
    {"ALMANAC_NATS_URL", CONF_TEXT, offsetof(struct settings, nats_url), "nats://127.0.0.1:4222", 0, 0, false,
     "nats-server, as nats://host:port[,...]"},
    {"ALMANAC_NATS_CREDS", CONF_TEXT, offsetof(struct settings, nats_creds), "", 0, 0, false,
     "path of this process's .creds file; empty: none"},
    {"ALMANAC_DATABASE_URL", CONF_TEXT, offsetof(struct settings, database_url), NULL, 0, 0, true,
     "this service's own PostgreSQL database, as postgresql://..."},
    {"ALMANAC_LOG_LEVEL", CONF_TEXT, offsetof(struct settings, log_level), "info", 0, 0, false,
     "debug, info, warn or error"},
    {"ALMANAC_READ_WORKERS", CONF_INT, offsetof(struct settings, read_workers), "4", 1, 64, false,
     "threads that read, each with one database connection"},
    {"ALMANAC_WRITE_WORKERS", CONF_INT, offsetof(struct settings, write_workers), "8", 1, 64, false,
     "threads that write, each with one database connection"},
    {"ALMANAC_SLOW_WORKERS", CONF_INT, offsetof(struct settings, slow_workers), "2", 1, 64, false,
     "threads for what takes long, each with one database connection"},
    {"ALMANAC_OUTBOX_MB", CONF_INT, offsetof(struct settings, outbox_mb), "1024", 1, 1 << 20, false,
     "MiB of announcements: of those published the oldest go first; when those that wait have half of it, changes are refused"},
    {"ALMANAC_HISTORY_MB", CONF_INT, offsetof(struct settings, history_mb), "64", 1, 1 << 16, false,
     "MiB of announcements, all copies counted, that one user's changes may make at once; in 64 s they may make as many again"},
};
/* clang-format on */

static struct micro *micro;
static struct relay *relay;
static struct jobs *jobs, *waiting_jobs;
static struct watch *watch;

static const struct own_thread *own; /* while it runs */

static void
own_wake(void)
{
    if (own != NULL)
        own->wake();
}

static void
own_on_wake(void *arg, struct bus_message *message)
{
    (void)arg;
    bus_message_free(message);
    own_wake();
}

static void
own_start(void)
{
    char subject[80];

    if (the_service.actor->own_thread == NULL)
        return;
    the_service.actor->own_thread->start();
    own = the_service.actor->own_thread;
    snprintf(subject, sizeof subject, "wake.%s", the_service.name);
    bus_subscribe(the_service.bus, subject, NULL, own_on_wake, NULL);
}

static void
bus_changed(void *arg, bool up)
{
    (void)arg;
    if (!up)
        return;
    relay_bus_returned(relay);
    jobs_bus_returned(jobs);
    jobs_bus_returned(waiting_jobs);
    own_wake();
}

static void
mailbox_count(void *data, const char *name, int64_t value)
{
    json_object_set_new(data, name, json_integer(value));
}

static void
mailbox_describe(void *arg, json_t *data)
{
    struct parked_count parked = before_parked();

    (void)arg;
    relay_describe(relay, data);
    mailbox_count(data, "parked", (int64_t)parked.requests);
    mailbox_count(data, "parked_bytes", (int64_t)parked.bytes);
    if (own != NULL && own->count != NULL)
        own->count(mailbox_count, data);
}

static void
load(int argc, char **argv, const struct actor *actor, struct settings *s)
{
    const struct conf_part parts[] = {{rows, ARRAY_LEN(rows), s},
                                      actor->settings != NULL ? *actor->settings
                                                              : (struct conf_part){0}};
    char purpose[80];

    log_init(actor->api->name);
    snprintf(purpose, sizeof purpose, "%s: answers %s.* on the bus", actor->api->name,
             actor->api->name);
    conf_load_parts(argc, argv, purpose, parts, ARRAY_LEN(parts));
    if (!log_set_level(s->log_level))
        die("ALMANAC_LOG_LEVEL is not debug, info, warn or error");
    the_service = (struct service){.actor = actor,
                                   .name = actor->api->name,
                                   .nats_url = s->nats_url,
                                   .database_url = s->database_url,
                                   .outbox_bytes = s->outbox_mb << 20,
                                   .history = history_limit_new(s->history_mb << 20),
                                   .sql = {&runtime_sql, actor->sql}};
}

static void
mailbox_subscribe(void)
{
    char subject[80];

    snprintf(subject, sizeof subject, "svc.%s.>", the_service.name);
    bus_subscribe(the_service.bus, subject, the_service.name, serve_received, NULL);
}

static void
start(const struct settings *s)
{
    const struct bus_conf conf = {.url = s->nats_url,
                                  .creds = s->nats_creds[0] ? s->nats_creds : NULL,
                                  .name = the_service.name,
                                  .changed = bus_changed};
    const int workers[WORKER_CLASSES] = {[DB_READ] = (int)s->read_workers,
                                         [DB_WRITE] = (int)s->write_workers,
                                         [SLOW] = (int)s->slow_workers};

    if (tz_find("UTC", 3) == NULL)
        die("there are no time zones: is tzdata installed?");
    if (the_service.actor->start != NULL)
        the_service.actor->start();
    the_service.bus = bus_open(&conf);
    watch = watch_start(s->database_url);
    workers_start(workers);
    micro = micro_start(the_service.bus, the_service.actor->api);
    serve_init(micro);
    relay = relay_start();
    micro_tells(micro, mailbox_describe, NULL);
    jobs = jobs_start(the_service.actor, false);
    waiting_jobs = jobs_start(the_service.actor, true);
    own_start();
    consume_start();
    mailbox_subscribe();
}

/* SIGTERM and SIGINT arrive at a descriptor; every thread inherits that they are blocked. */
static int
signals_open(void)
{
    sigset_t set;
    int fd;

    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    must(pthread_sigmask(SIG_BLOCK, &set, NULL) == 0);
    signal(SIGPIPE, SIG_IGN);
    fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    must(fd >= 0);
    return fd;
}

static void
mailbox_watch(int epoll, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

    must(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0);
}

/* One turn of the loop; true when a signal asks to leave. */
static bool
mailbox_turn(int epoll, int signals, int most_ms)
{
    struct epoll_event events[4];
    int wait = bus_timeout_ms(the_service.bus), n;
    bool leave = false;

    if (most_ms >= 0 && (wait < 0 || wait > most_ms))
        wait = most_ms;
    n = epoll_wait(epoll, events, ARRAY_LEN(events), wait);
    must(n >= 0 || errno == EINTR);
    for (int i = 0; i < n; i++)
        leave = leave || events[i].data.fd == signals;
    bus_turn(the_service.bus);
    return leave;
}

/* The workers' first: a request that one of them parks meanwhile is then counted twice, and never missed. */
static size_t
pending(void)
{
    size_t in_hand = workers_pending();

    return in_hand + serve_pending();
}

/* What is in hand may ask other services, so the loop turns while it ends. */
static void *
stop_jobs(void *arg)
{
    _Atomic bool *stopped = arg;

    if (own != NULL)
        own->stop();
    jobs_stop(&jobs);
    jobs_stop(&waiting_jobs);
    *stopped = true;
    return NULL;
}

/* What still runs after the deadline is cut off here: its transaction rolls back. */
static void
cut_off(void)
{
    log_event(LOG_WARN, "service.drain.cut", "pending=%zu", pending());
    _exit(0);
}

static void
leave(int epoll, int signals)
{
    int64_t deadline_ms = monotonic_ms() + DRAIN_MS;
    _Atomic bool stopped = false;
    pthread_t thread;

    log_event(LOG_INFO, "service.drain.begun", "pending=%zu", pending());
    bus_drain(the_service.bus);
    must(pthread_create(&thread, NULL, stop_jobs, &stopped) == 0);
    while ((pending() > 0 || !stopped) && monotonic_ms() < deadline_ms)
        mailbox_turn(epoll, signals, TURN_MS);
    if (pending() > 0 || !stopped)
        cut_off();
    pthread_join(thread, NULL);
    own = NULL;
    relay_stop(&relay);
    workers_stop();
    watch_stop(&watch);
    micro_stop(&micro);
    bus_flush(the_service.bus);
    bus_close(&the_service.bus);
    log_event(LOG_INFO, "service.drain.done", "actor=%s", the_service.name);
}

int
mailbox_main(int argc, char **argv, const struct actor *actor)
{
    struct settings settings = {0};
    int signals, epoll;

    load(argc, argv, actor, &settings);
    signals = signals_open();
    start(&settings);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    must(epoll >= 0);
    mailbox_watch(epoll, signals);
    mailbox_watch(epoll, bus_fd(the_service.bus));
    log_event(LOG_INFO, "service.start.done", "operations=%d", actor->api->operation_count);
    while (!mailbox_turn(epoll, signals, -1))
        ;
    leave(epoll, signals);
    close(epoll);
    close(signals);
    return 0;
}
