/*
 * monitor - a lock and the condition that goes with it, with deadlines of monotonic_ms().
 *
 * The owner embeds one and keeps under the lock what threads wait for:
 *
 *   monitor_enter(&q->monitor);
 *   while (q->count == 0 && monitor_wait_until(&q->monitor, deadline_ms))
 *       ;
 *   ...
 *   monitor_leave(&q->monitor);
 *
 * A wait may end without a wake-up, so what is waited for is looked at again each time.
 *
 * Failure: none that a correct program could see; misuse ends the process.
 * Units:   milliseconds.  The clock is CLOCK_MONOTONIC: setting the time of day ends no wait.
 * Threads: any; init and fini while no other thread uses it.
 */
#ifndef SHARED_BASE_MONITOR_H
#define SHARED_BASE_MONITOR_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct monitor {
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

void monitor_init(struct monitor *m);
void monitor_fini(struct monitor *m);

void monitor_enter(struct monitor *m);
void monitor_leave(struct monitor *m);

/* Inside: leaves, sleeps until a wake-up, and enters again. */
void monitor_wait(struct monitor *m);
/* The same until the deadline; false: it has passed. */
bool monitor_wait_until(struct monitor *m, int64_t deadline_ms);

/* Wakes one of those that wait, or all of them. */
void monitor_wake(struct monitor *m);
void monitor_wake_all(struct monitor *m);

#endif
