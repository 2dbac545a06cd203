#include "services/delivery/result.h"

#include "services/delivery/schedule.h"
#include "shared/base/arena.h"
#include "shared/base/random.h"

static const struct {
    const char *state;
    bool attempted, unknown;
} outcomes[OUTCOMES] = {
    [OUTCOME_SENT] = {"sent", true, false},
    [OUTCOME_AGAIN] = {"waiting", true, false},
    [OUTCOME_UNKNOWN] = {"waiting", true, true},
    [OUTCOME_FAILED] = {"failed", true, false},
    [OUTCOME_SET_ASIDE] = {"set_aside", false, false},
    [OUTCOME_CANCELLED] = {"cancelled", false, false},
    [OUTCOME_LATER] = {"waiting", false, false},
};

static uint32_t
result_chance(void)
{
    uint32_t chance;

    random_bytes((uint8_t *)&chance, sizeof chance);
    return chance;
}

void
result_judge(struct sending *s, struct instant now)
{
    const struct sending_result *r = &s->result;
    const struct attempt attempt = {.number = s->row.attempts + 1,
                                    .retry_after_s = r->wait_s,
                                    .first_at = s->row.has_first_at ? s->row.first_at : now,
                                    .now = now,
                                    .chance = result_chance()};

    s->wait_us = r->outcome == OUTCOME_LATER ? r->wait_s * SECOND_US : 0;
    if (r->outcome != OUTCOME_AGAIN && r->outcome != OUTCOME_UNKNOWN)
        return;
    s->wait_us = schedule_wait_us(&attempt);
}

/* The columns of the statement, as arrays that are filled. */
struct columns {
    struct uuid *ids;
    const char **states, **whys;
    int64_t *waits, *attempts, *unknowns, *responses, *took;
};

static struct columns
columns_new(struct arena *a, size_t count)
{
    return (struct columns){
        .ids = arena_array(a, struct uuid, count),
        .states = arena_array(a, const char *, count),
        .whys = arena_array(a, const char *, count),
        .waits = arena_array(a, int64_t, count),
        .attempts = arena_array(a, int64_t, count),
        .unknowns = arena_array(a, int64_t, count),
        .responses = arena_array(a, int64_t, count),
        .took = arena_array(a, int64_t, count),
    };
}

static void
columns_put(struct columns *c, size_t i, const struct sending *s)
{
    const struct sending_result *r = &s->result;

    c->ids[i] = s->row.id;
    c->states[i] = s->wait_us < 0 ? "failed" : outcomes[r->outcome].state;
    c->waits[i] = s->wait_us < 0 ? 0 : s->wait_us;
    c->attempts[i] = outcomes[r->outcome].attempted;
    c->unknowns[i] = outcomes[r->outcome].unknown;
    c->responses[i] = r->response;
    c->took[i] = r->took_ms < INT32_MAX ? r->took_ms : INT32_MAX;
    c->whys[i] = r->why != NULL ? r->why : "";
}

static enum err
results_put(struct request *rq, int64_t worker, struct instant now, struct sending *const *sendings,
            size_t count, struct sql_delivery_results_row **written, size_t *written_count)
{
    struct columns c = columns_new(rq->arena, count);
    const struct sql_delivery_results put = {.worker = worker,
                                             .now = now,
                                             .ids = {c.ids, count},
                                             .states = {c.states, count},
                                             .waits = {c.waits, count},
                                             .attempts = {c.attempts, count},
                                             .unknowns = {c.unknowns, count},
                                             .responses = {c.responses, count},
                                             .took = {c.took, count},
                                             .whys = {c.whys, count}};

    for (size_t i = 0; i < count; i++)
        columns_put(&c, i, sendings[i]);
    return sql_delivery_results(rq, &put, written, written_count);
}

static bool
results_has(const struct sql_delivery_results_row *rows, size_t count, struct uuid id)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(rows[i].id, id))
            return true;
    return false;
}

static bool
result_means_more(const struct sending *s)
{
    return s->counted && !s->unwritable && s->result.outcome != OUTCOME_LATER;
}

static enum err
results_tell(struct request *rq, const struct channels *channels, struct instant now,
             struct sending *const *sendings, size_t count)
{
    enum err err = OK;

    for (size_t c = 0; !err && c < channels->count; c++) {
        const struct channel *channel = channels->items[c];
        size_t n;
        struct sending **own = sendings_of(rq, channel, sendings, count, result_means_more, &n);

        if (n > 0 && channel->ended != NULL)
            err = channel->ended(rq, own, n, now);
    }
    return err;
}

enum err
results_write(struct request *rq, const struct channels *channels, int64_t worker,
              struct instant now, struct sending *const *sendings, size_t count)
{
    struct sql_delivery_results_row *rows;
    size_t written;
    enum err err = results_put(rq, worker, now, sendings, count, &rows, &written);

    if (err)
        return err;
    for (size_t i = 0; i < count; i++)
        sendings[i]->counted = results_has(rows, written, sendings[i]->row.id);
    return results_tell(rq, channels, now, sendings, count);
}
