/*
 * least - the least of the values that were measured lately.
 *
 * It finds the difference of two clocks: each message that says when it was sent gives one
 * measurement, `own clock - sent`, which is the difference and the time that the message took.  The
 * least of them took no more than it had to.
 *
 * "Lately" is the last 10 to 20 seconds in which something was measured.  Silence does not count:
 * whoever stood still for minutes knows the least of the time before, and what comes all at once
 * afterwards counts as one second.  A value that is not measured again rises by one thousandth of
 * the time since, which is more than two disciplined clocks run apart.
 *
 * Units:   milliseconds; `now_ms` is of monotonic_ms().
 * Threads: as its owner.
 */
#ifndef SHARED_BASE_LEAST_H
#define SHARED_BASE_LEAST_H

#include <stdbool.h>
#include <stdint.h>

struct least_value {
    int64_t value;
    int64_t at_ms; /* when it was measured */
};

/* Begins zeroed. */
struct least {
    struct least_value current, former; /* of the seconds now, and of those before */
    bool has_current, has_former;
    int64_t second;   /* of the last measurement */
    unsigned seconds; /* in which something was measured, of `current` */
};

/* One more measurement; answers the least, which is `value` at most. */
int64_t least_add(struct least *least, int64_t value, int64_t now_ms);

#endif
