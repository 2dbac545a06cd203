#include "services/delivery/tally.h"

#include "shared/base/must.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct counts {
    const char *channel;
    atomic_int_least64_t outcomes[OUTCOMES];
    atomic_int_least64_t waiting, set_aside, oldest_ms;
};

struct tally {
    size_t count;
    struct counts counts[];
};

struct tally *
tally_new(const struct channel *const *channels, size_t count)
{
    struct tally *tally = calloc(1, sizeof *tally + count * sizeof tally->counts[0]);

    must(tally != NULL);
    tally->count = count;
    for (size_t i = 0; i < count; i++)
        tally->counts[i].channel = channels[i]->name;
    return tally;
}

void
tally_destroy(struct tally **tally)
{
    free(*tally);
    *tally = NULL;
}

static struct counts *
tally_of(struct tally *tally, const char *channel)
{
    for (size_t i = 0; i < tally->count; i++)
        if (strcmp(tally->counts[i].channel, channel) == 0)
            return &tally->counts[i];
    return NULL;
}

void
tally_add(struct tally *tally, const char *channel, enum outcome outcome)
{
    struct counts *counts = tally_of(tally, channel);

    if (counts != NULL)
        atomic_fetch_add(&counts->outcomes[outcome], 1);
}

static void
tally_set(struct tally *tally, const struct sql_delivery_waiting_row *row, struct instant now)
{
    struct counts *counts = tally_of(tally, row->channel);

    if (counts == NULL)
        return;
    atomic_store(&counts->waiting, row->waiting);
    atomic_store(&counts->set_aside, row->set_aside);
    atomic_store(&counts->oldest_ms, row->has_oldest ? (now.us - row->oldest.us) / 1000 : 0);
}

enum err
tally_measure(struct tally *tally, struct request *rq, struct instant now)
{
    const struct sql_delivery_waiting most = {.most = TALLY_COUNTED};
    struct sql_delivery_waiting_row *rows;
    size_t count;
    enum err err = sql_delivery_waiting(rq, &most, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        tally_set(tally, &rows[i], now);
    return err;
}

static void
tally_tell_one(const struct counts *counts, const char *what, const atomic_int_least64_t *value,
               counter_tell *tell, void *arg)
{
    char name[64];

    snprintf(name, sizeof name, "%s_%s", counts->channel, what);
    tell(arg, name, atomic_load(value));
}

void
tally_tell(const struct tally *tally, counter_tell *tell, void *arg)
{
    for (size_t i = 0; i < tally->count; i++) {
        const struct counts *c = &tally->counts[i];

        tally_tell_one(c, "waiting", &c->waiting, tell, arg);
        tally_tell_one(c, "oldest_ms", &c->oldest_ms, tell, arg);
        tally_tell_one(c, "set_aside", &c->set_aside, tell, arg);
        tally_tell_one(c, "sent", &c->outcomes[OUTCOME_SENT], tell, arg);
        tally_tell_one(c, "failed", &c->outcomes[OUTCOME_FAILED], tell, arg);
        tally_tell_one(c, "unknown", &c->outcomes[OUTCOME_UNKNOWN], tell, arg);
    }
}
