#include "services/delivery/claim.h"

#include "shared/base/arena.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/codec/msg.h"

#include <string.h>

/* What a channel may need for one delivery: its row, headers, a letter. */
enum { SENDING_MAX = 4 << 20 };

static const struct channel *
channel_of(const struct channels *channels, const char *name)
{
    for (size_t i = 0; i < channels->count; i++)
        if (strcmp(channels->items[i]->name, name) == 0)
            return channels->items[i];
    return NULL;
}

static const char *
claim_text(struct arena *a, const char *text)
{
    return text != NULL ? arena_strndup(a, text, strlen(text)) : NULL;
}

static struct sending *
sending_new(const struct channels *channels, const struct sql_delivery_claim_row *row)
{
    struct arena *arena = arena_new(SENDING_MAX);
    struct sending *s = arena_one(arena, struct sending);

    *s = (struct sending){
        .row = *row, .arena = arena, .channel = channel_of(channels, row->channel)};
    must(s->channel != NULL);
    s->row.channel = s->channel->name;
    s->row.kind = claim_text(arena, row->kind);
    s->row.owner = claim_text(arena, row->owner);
    s->row.address = claim_text(arena, row->address);
    if (row->body.data != NULL)
        s->row.body = bytes_keep(arena, row->body);
    return s;
}

void
sending_free(struct sending *s)
{
    arena_destroy(s->arena);
}

void
claims_forget(struct sending **sendings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sending_free(sendings[i]);
}

struct sending **
sendings_of(struct request *rq, const struct channel *channel, struct sending *const *sendings,
            size_t count, bool (*counts)(const struct sending *), size_t *own_count)
{
    struct sending **own = arena_array(rq->arena, struct sending *, count + 1);

    *own_count = 0;
    for (size_t i = 0; i < count; i++)
        if (sendings[i]->channel == channel && (counts == NULL || counts(sendings[i])))
            own[(*own_count)++] = sendings[i];
    return own;
}

static enum err
claim_prepare(struct request *rq, const struct channels *channels, struct sending *const *sendings,
              size_t count)
{
    enum err err = OK;

    for (size_t c = 0; !err && c < channels->count; c++) {
        const struct channel *channel = channels->items[c];
        size_t n;
        struct sending **own = sendings_of(rq, channel, sendings, count, NULL, &n);

        if (n > 0 && channel->prepare != NULL)
            err = channel->prepare(rq, own, n);
    }
    return err;
}

enum err
claim_due(struct request *rq, const struct channels *channels, int64_t worker, struct instant now,
          size_t most, struct sending **sendings, size_t *count)
{
    const struct sql_delivery_claim claim = {
        .worker = worker, .now = now, .rows = (int64_t)(most < CLAIM_MAX ? most : CLAIM_MAX)};
    struct sql_delivery_claim_row *rows;
    enum err err = sql_delivery_claim(rq, &claim, &rows, count);

    if (err) {
        *count = 0;
        return err;
    }
    for (size_t i = 0; i < *count; i++)
        sendings[i] = sending_new(channels, &rows[i]);
    return claim_prepare(rq, channels, sendings, *count);
}

enum err
claim_set_aside_first(struct request *rq, struct instant now)
{
    const struct sql_delivery_set_aside_first first = {.now = now};

    log_event(LOG_ERROR, "delivery.claim.unreadable", NULL);
    return sql_delivery_set_aside_first(rq, &first, NULL);
}
