/*
 * retry_after - the seconds that an answer asks to wait.
 *
 * A date is taken relative to the answer's own `Date`, when it has one: the other side's clock may
 * be off by any amount.
 *
 * Failure: -1 for what is neither seconds nor a date.  The past is 0, and more than
 *   OUTBOUND_RETRY_MAX is that.
 * Threads: any.
 * Source:  RFC 9110, 10.2.3 and 5.6.7.
 */
#ifndef SHARED_OUTBOUND_RETRY_AFTER_H
#define SHARED_OUTBOUND_RETRY_AFTER_H

#include "shared/base/clock.h"

#include <stdint.h>

/* `date` may be NULL. */
int64_t retry_after_read(const char *value, const char *date, struct instant now);

#endif
