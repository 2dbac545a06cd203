/*
 * stamped - cached answers about calendars, used while the calendars have the stamp that they had
 * when the answer was made.  So further pages, and clients that ask again whether anything is new,
 * cost one look at the stamp.
 *
 * Ownership: what is read is constant and lives as long as the request.
 * Limits:    all answers take ALMANAC_RANGES_MB, one a sixteenth of it at most.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_STAMPED_H
#define SERVICES_EVENT_STAMPED_H

#include "gen/event/api.h"
#include "shared/time/tz.h"

enum stamped_kind { STAMPED_RANGE = 1, STAMPED_BUSY, STAMPED_PUBLIC };

/* How every answer begins. */
struct stamped {
    struct bytes stamp; /* empty: not to be cached */
};

/* Whether a cached answer that is still valid holds what this request needs of it. */
typedef bool stamped_holds(const struct stamped *answer, const void *context);

/* What the caller asks for; answers to equal questions are equal. */
struct stamped_ask {
    enum stamped_kind kind;
    struct span window;
    const struct tz *zone;
    struct uuids calendar_ids; /* none: all that the caller sees */
    const char *public_hash;   /* of the token of a public calendar, instead of these; or NULL */
    const char *filter;        /* NULL: none */
    stamped_holds *holds;      /* NULL: every answer does */
};

/* Makes the answer in `into`, which outlives the request when the answer is cached. */
typedef enum err stamped_make(struct request *rq, const void *context, struct arena *into,
                              const struct stamped **out);

/* After the settings, before threads. */
void stamped_start(void);

enum err stamped_read(struct request *rq, const struct stamped_ask *ask, stamped_make *make,
                      const void *context, const struct stamped **out)
    __attribute__((warn_unused_result));

#endif
