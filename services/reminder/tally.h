/*
 * tally - what the service counts, for $SRV.STATS.
 *
 * Threads: any.
 */
#ifndef SERVICES_REMINDER_TALLY_H
#define SERVICES_REMINDER_TALLY_H

#include "shared/actor/actor.h"

enum tally_kind {
    TALLY_DUE,    /* told in time, or late */
    TALLY_MISSED, /* the event was over */
    TALLY_STALE,  /* what had come due is for an event that is another one now, and waits */
    TALLY_KINDS
};

void tally_add(enum tally_kind kind, int64_t count);
/* One that was told so long after its time. */
void tally_late(int64_t late_us);
/* What the tables have, counted no further than TALLY_MOST. */
enum { TALLY_MOST = 100000 };
void tally_measured(int64_t pending, int64_t overdue, int64_t set_aside, int64_t stale);

void tally_count(counter_tell *tell, void *arg);

#endif
