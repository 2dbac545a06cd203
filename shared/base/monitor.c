#include "shared/base/monitor.h"

#include "shared/base/must.h"

#include <errno.h>
#include <time.h>

void
monitor_init(struct monitor *m)
{
    pthread_condattr_t attr;

    must(pthread_mutex_init(&m->lock, NULL) == 0);
    must(pthread_condattr_init(&attr) == 0);
    must(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC) == 0);
    must(pthread_cond_init(&m->changed, &attr) == 0);
    pthread_condattr_destroy(&attr);
}

void
monitor_fini(struct monitor *m)
{
    pthread_cond_destroy(&m->changed);
    pthread_mutex_destroy(&m->lock);
}

void
monitor_enter(struct monitor *m)
{
    must(pthread_mutex_lock(&m->lock) == 0);
}

void
monitor_leave(struct monitor *m)
{
    must(pthread_mutex_unlock(&m->lock) == 0);
}

void
monitor_wait(struct monitor *m)
{
    must(pthread_cond_wait(&m->changed, &m->lock) == 0);
}

bool
monitor_wait_until(struct monitor *m, int64_t deadline_ms)
{
    const struct timespec until = {.tv_sec = deadline_ms / 1000,
                                   .tv_nsec = deadline_ms % 1000 * 1000000};
    int status = pthread_cond_timedwait(&m->changed, &m->lock, &until);

    must(status == 0 || status == ETIMEDOUT);
    return status == 0;
}

void
monitor_wake(struct monitor *m)
{
    pthread_cond_signal(&m->changed);
}

void
monitor_wake_all(struct monitor *m)
{
    pthread_cond_broadcast(&m->changed);
}
