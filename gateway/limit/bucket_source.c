#include "gateway/limit/bucket_source.h"
#include "gateway/limit/redis.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <stdlib.h>

enum { ANSWER_MS = 250, STALL_MS = 150, RETRY_MS = 1000, REPORT_MS = 60000 };

struct bucket_source {
    struct redis *redis;
    struct bucket_script script;
    const struct limit_policy *any;
    bucket_answered *answered;
    void *arg;
    unsigned asked; /* without an answer yet */
    int64_t silent_since_ms, ticked_ms;
    bool away, probing;
    int64_t probe_ms, report_ms; /* when next */
    int64_t alone;               /* requests that were counted without Redis */
};

struct bucket_source *
bucket_source_new(struct redis *redis, const struct limit_policy *any, bucket_answered *answered,
                  void *arg)
{
    struct bucket_source *s = calloc(1, sizeof *s);

    must(s != NULL);
    s->redis = redis;
    s->any = any;
    s->answered = answered;
    s->arg = arg;
    s->ticked_ms = monotonic_ms();
    bucket_script_init(&s->script);
    return s;
}

void
bucket_source_destroy(struct bucket_source **source)
{
    free(*source);
    *source = NULL;
}

bool
bucket_source_is_away(const struct bucket_source *s)
{
    return s->away;
}

void
bucket_source_count_alone(struct bucket_source *s)
{
    s->alone++;
}

static void
went_away(struct bucket_source *s)
{
    int64_t now_ms = monotonic_ms();

    if (s->away)
        return;
    s->away = true;
    s->alone = 0;
    s->probe_ms = now_ms + RETRY_MS;
    s->report_ms = now_ms + REPORT_MS;
    log_event(LOG_WARN, "limits.redis.away", "counting=alone");
}

/* ---------------------------------------------------------------- asking */

struct ask {
    struct bucket_source *source;
    const struct limit_policy *policy;
    struct limit_entry *entry;
    int64_t want;
};

static bool
send_words(struct bucket_source *s, redisCallbackFn *fn, void *arg, struct bucket_command *words)
{
    if (s->asked == 0)
        s->silent_since_ms = monotonic_ms();
    if (!redis_ask(s->redis, fn, arg, BUCKET_WORDS, words->argv, words->lens))
        return false;
    s->asked++;
    return true;
}

static void
heard(struct bucket_source *s)
{
    s->asked--;
    s->silent_since_ms = monotonic_ms();
}

/* Ends the question. */
static void
end_ask(struct ask *a, const struct tokens_given *given)
{
    struct bucket_source *s = a->source;
    struct limit_entry *entry = a->entry;

    free(a);
    if (given == NULL)
        went_away(s);
    s->answered(s->arg, entry, given);
}

static void on_tokens(redisAsyncContext *redis, void *reply, void *arg);

static void
send_ask(struct ask *a, bool with_source)
{
    struct bucket_command words;

    bucket_script_command(&a->source->script, with_source, a->policy, a->entry->key.id, a->want,
                          &words);
    if (!send_words(a->source, on_tokens, a, &words))
        end_ask(a, NULL);
}

static void
on_tokens(redisAsyncContext *redis, void *reply, void *arg)
{
    struct ask *a = arg;
    struct tokens_given given;

    (void)redis;
    heard(a->source);
    switch (bucket_script_read(reply, &given)) {
    case TOKENS_GIVEN:
        end_ask(a, &given);
        break;
    case TOKENS_UNKNOWN_SCRIPT:
        send_ask(a, true);
        break;
    case TOKENS_FAILED:
        end_ask(a, NULL);
        break;
    }
}

void
bucket_source_ask(struct bucket_source *s, const struct limit_policy *policy,
                  struct limit_entry *entry, int64_t want)
{
    struct ask *a = calloc(1, sizeof *a);

    must(a != NULL);
    *a = (struct ask){.source = s, .policy = policy, .entry = entry, .want = want};
    send_ask(a, false);
}

/* ---------------------------------------------------------------- away and back */

static void
on_probed(redisAsyncContext *redis, void *reply, void *arg)
{
    struct bucket_source *s = arg;
    struct tokens_given given;

    (void)redis;
    heard(s);
    s->probing = false;
    if (bucket_script_read(reply, &given) != TOKENS_GIVEN)
        return;
    s->away = false;
    log_event(LOG_WARN, "limits.redis.back", "alone=%" PRId64, s->alone);
}

/* With the script itself: a Redis that answers PING may still be full or loading. */
static void
probe(struct bucket_source *s, int64_t now_ms)
{
    static const uint8_t nobody[16];
    struct bucket_command words;

    s->probe_ms = now_ms + RETRY_MS;
    if (s->probing)
        return;
    bucket_script_command(&s->script, true, s->any, nobody, 0, &words);
    s->probing = send_words(s, on_probed, s, &words);
}

/*
 * While this process stood still it heard nobody, and Redis may have stood still with it.  Of each
 * turn STALL_MS count all the same, so that a busy loop finds out too.
 */
static void
forgive_stall(struct bucket_source *s, int64_t now_ms)
{
    int64_t gap_ms = now_ms - s->ticked_ms;

    s->ticked_ms = now_ms;
    if (gap_ms > STALL_MS)
        s->silent_since_ms += gap_ms - STALL_MS;
}

void
bucket_source_tick(struct bucket_source *s, int64_t now_ms)
{
    forgive_stall(s, now_ms);
    if (s->asked > 0 && now_ms - s->silent_since_ms > ANSWER_MS) {
        went_away(s);
        redis_give_up(s->redis);
    }
    if (!s->away)
        return;
    if (now_ms >= s->probe_ms)
        probe(s, now_ms);
    if (now_ms < s->report_ms)
        return;
    s->report_ms = now_ms + REPORT_MS;
    log_event(LOG_WARN, "limits.redis.missed", "alone=%" PRId64, s->alone);
}
