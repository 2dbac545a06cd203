/*
 * stamped - answers about calendars that are kept, and used while the stamp of the calendars is
 * what it was when they were made: further pages, and clients that ask again whether anything is
 * new, cost a look at the stamp.
 *
 * Ownership: what is read is constant and lives as long as the request.
 * Limits:    all that is kept takes ALMANAC_RANGES_MB, one answer a sixteenth of it at most.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_STAMPED_H
#define SERVICES_EVENT_STAMPED_H

#include "gen/event/api.h"
#include "shared/time/tz.h"

enum stamped_kind { STAMPED_RANGE = 1, STAMPED_BUSY };

/* What the caller asks for; answers to equal questions are equal. */
struct stamped_ask {
    enum stamped_kind kind;
    struct span window;
    const struct tz *zone;
    struct uuids calendar_ids; /* none: all that the caller sees */
    bool keeps;                /* false: what has to be made is for this request alone */
};

/* How every answer begins. */
struct stamped {
    struct bytes stamp; /* empty: not to be kept */
};

/* Makes the answer in `into`, which outlives the request's own arena when it is kept. */
typedef enum err stamped_make(struct request *rq, const void *context, struct arena *into,
                              const struct stamped **out);

/* After the settings, before threads. */
void stamped_start(void);

enum err stamped_read(struct request *rq, const struct stamped_ask *ask, stamped_make *make,
                      const void *context, const struct stamped **out)
    __attribute__((warn_unused_result));

#endif
