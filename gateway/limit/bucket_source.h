/*
 * bucket_source - where leased tokens come from: Redis, while it answers.
 *
 *   here    questions go to Redis
 *   away    from the first question that failed, or was not answered for a quarter of a second;
 *           nothing is asked, and each gateway counts for itself.  Once a second a probe runs the
 *           script itself, and its answer ends this
 *
 * What is counted without Redis is logged with the number of requests, when it comes back and once
 * a minute.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_LIMIT_BUCKET_SOURCE_H
#define GATEWAY_LIMIT_BUCKET_SOURCE_H

#include "gateway/limit/bucket_script.h"
#include "gateway/limit/limit_table.h"

struct bucket_source;
struct redis;

/* `given` is NULL when the question failed: Redis is away by then. */
typedef void bucket_answered(void *arg, struct limit_entry *entry,
                             const struct tokens_given *given);

/* `any` is a policy that a probe may ask about. */
struct bucket_source *bucket_source_new(struct redis *redis, const struct limit_policy *any,
                                        bucket_answered *answered, void *arg);
void bucket_source_destroy(struct bucket_source **source);

bool bucket_source_is_away(const struct bucket_source *source);
/* One more request was counted without Redis. */
void bucket_source_count_alone(struct bucket_source *source);

/*
 * Asks for so many tokens of the entry's bucket; answered once, now or later.  The entry must stay
 * where it is until then.
 */
void bucket_source_ask(struct bucket_source *source, const struct limit_policy *policy,
                       struct limit_entry *entry, int64_t want);

void bucket_source_tick(struct bucket_source *source, int64_t now_ms);

#endif
