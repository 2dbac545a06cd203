/*
 * timeout - how long a request may still take, told between clocks that know nothing of each other.
 *
 * The header Timeout of a request has three words:
 *
 *     <remaining> <sender> <sent>
 *
 *     remaining    how long the sender will wait, in milliseconds
 *     sender       16 hexadecimal digits, drawn by each process
 *     sent         milliseconds of the sender's monotonic clock
 *
 * The receiver takes the age of the request from the remaining time, so that one which lay in the
 * socket of a process that stood still is known to be too late.  No wall clock takes part.  The
 * age is what `own clock - sent` is above the least that this sender had lately (least.h); so the
 * first request of a sender counts as fresh.
 *
 * Ownership: senders_new's caller destroys them.  256 are remembered; one more takes the place of
 *   the one that was heard least recently.
 * Units:     milliseconds; `now_ms` and deadlines are of monotonic_ms().
 * Failure:   a header that is none of this, or missing, has the time limit that the caller names.
 * Threads:   senders belong to one thread.
 */
#ifndef SHARED_BUS_TIMEOUT_H
#define SHARED_BUS_TIMEOUT_H

#include <stddef.h>
#include <stdint.h>

enum { TIMEOUT_TEXT = 64 };

void timeout_write(char out[TIMEOUT_TEXT], int64_t remaining_ms, uint64_t sender, int64_t now_ms);

struct senders;
struct senders *senders_new(void);
void senders_destroy(struct senders **senders);

/*
 * The deadline of a request that has just come; one that has passed is `now_ms` or less.  `header`
 * may be NULL.  It is never later than a minute from now.
 */
int64_t timeout_read(struct senders *senders, const char *header, int64_t limit_ms, int64_t now_ms);

#endif
