#include "shared/db/watch.h"

#include "shared/base/clock.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"
#include "shared/db/connection_private.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { WATCH_MS = 10000, OPTIONS_MAX = 64 };

struct watch {
    pthread_t thread;
    PQconninfoOption *parsed; /* of the URL */
    const char *keys[OPTIONS_MAX + 1], *values[OPTIONS_MAX + 1];

    struct monitor monitor; /* of what follows */
    bool stopping;
};

/* All that the URL has but the password, so that the server need not compute with it. */
static void
watch_options(struct watch *w, const char *url)
{
    static const char *const own[][2] = {{"passfile", "/dev/null/none"},
                                         {"connect_timeout", "2"},
                                         {"fallback_application_name", "watch"}};
    size_t count = 0;

    w->parsed = PQconninfoParse(url, NULL);
    for (PQconninfoOption *o = w->parsed; o != NULL && o->keyword != NULL; o++) {
        if (o->val == NULL || strcmp(o->keyword, "password") == 0)
            continue;
        must(count + ARRAY_LEN(own) < OPTIONS_MAX);
        w->keys[count] = o->keyword;
        w->values[count++] = o->val;
    }
    for (size_t i = 0; i < ARRAY_LEN(own); i++) {
        w->keys[count] = own[i][0];
        w->values[count++] = own[i][1];
    }
}

/* False: told to stop. */
static bool
watch_rest(struct watch *w)
{
    int64_t until_ms = monotonic_ms() + WATCH_MS;
    bool stopping;

    monitor_enter(&w->monitor);
    while (!w->stopping && monitor_wait_until(&w->monitor, until_ms))
        ;
    stopping = w->stopping;
    monitor_leave(&w->monitor);
    return !stopping;
}

static void *
watch_run(void *arg)
{
    struct watch *w = arg;

    while (watch_rest(w))
        if (PQpingParams(w->keys, w->values, 0) == PQPING_REJECT)
            connection_all_leave();
    return NULL;
}

struct watch *
watch_start(const char *url)
{
    struct watch *w = calloc(1, sizeof *w);

    must(w != NULL);
    watch_options(w, url);
    monitor_init(&w->monitor);
    must(pthread_create(&w->thread, NULL, watch_run, w) == 0);
    return w;
}

void
watch_stop(struct watch **watch)
{
    struct watch *w = *watch;

    monitor_enter(&w->monitor);
    w->stopping = true;
    monitor_wake(&w->monitor);
    monitor_leave(&w->monitor);
    pthread_join(w->thread, NULL);
    monitor_fini(&w->monitor);
    PQconninfoFree(w->parsed);
    free(w);
    *watch = NULL;
}
