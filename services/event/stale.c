#include "services/event/stale.h"

#include "gen/event/sql.h"
#include "services/event/terms.h"
#include "shared/actor/outbox.h"

/* A run ends within a minute. */
enum { BATCH_ROWS = 50, BATCHES = 100, BATCH_LIMIT = 64 << 20, FOLD_LIMIT = 16 << 20 };
/* Of the longest descriptions a batch takes fewer rows, so that it stays within its arena. */
enum { PAIRS_MOST = 100000 };

/* The ids and terms of a batch, in pairs. */
struct pairs {
    struct uuid *ids;
    const char **terms;
    size_t count, room;
};

static void
add_pair(struct arena *a, struct pairs *p, struct uuid id, const char *term)
{
    if (p->count == p->room) {
        struct pairs more = {.room = p->room * 2 + 256, .count = p->count};

        more.ids = arena_array(a, struct uuid, more.room);
        more.terms = arena_array(a, const char *, more.room);
        for (size_t i = 0; i < p->count; i++) {
            more.ids[i] = p->ids[i];
            more.terms[i] = p->terms[i];
        }
        *p = more;
    }
    p->ids[p->count] = id;
    p->terms[p->count++] = arena_printf(a, "%s", term);
}

static void
add_terms(struct request *rq, struct arena *scratch, const struct sql_event_stale_row *row,
          struct pairs *p)
{
    const struct event e = {.id = row->id,
                            .calendar_id = row->calendar_id,
                            .title = row->title,
                            .description = row->description,
                            .location = row->location,
                            .visibility = row->visibility,
                            .tags = row->tags};
    char kind = row->is_override ? TERM_CHANGED : row->is_series ? TERM_SERIES : TERM_SINGLE;
    struct texts terms = terms_of(scratch, &e, kind);

    for (size_t i = 0; i < terms.count; i++)
        add_pair(rq->arena, p, row->id, terms.items[i]);
}

/* `done` is how many of the rows it has taken. */
static enum err
set_terms(struct request *rq, const struct sql_event_stale_row *rows, size_t count, size_t *done)
{
    struct arena *scratch = arena_new(FOLD_LIMIT);
    struct pairs pairs = {.count = 0};

    for (*done = 0; *done < count && pairs.count < PAIRS_MOST; ++*done) {
        add_terms(rq, scratch, &rows[*done], &pairs);
        arena_reset(scratch);
    }
    arena_destroy(scratch);
    return sql_event_terms_set(rq,
                               &(struct sql_event_terms_set){.ids = {pairs.ids, pairs.count},
                                                             .terms = {pairs.terms, pairs.count}},
                               NULL);
}

static enum err
make_batch(struct request *rq, struct sql_event_stale *stale, bool *has_more)
{
    struct sql_event_stale_row *rows;
    size_t count, done = 0;
    enum err err = sql_event_stale(rq, stale, &rows, &count);

    *has_more = false;
    if (err || count == 0)
        return err;
    err = set_terms(rq, rows, count, &done);
    stale->after_id = rows[done - 1].id;
    *has_more = done < count || count == BATCH_ROWS;
    return err;
}

static void
drop_arena(void *batch)
{
    arena_destroy(batch);
}

/* In an arena of its own; what an error says stays as long as the request. */
static enum err
make_batch_apart(struct request *rq, struct sql_event_stale *stale, bool *has_more)
{
    struct arena *own = rq->arena, *batch = arena_new(BATCH_LIMIT);
    enum err err;

    rq->arena = batch;
    err = make_batch(rq, stale, has_more);
    rq->arena = own;
    if (err)
        arena_at_reset(own, drop_arena, batch);
    else
        arena_destroy(batch);
    return err;
}

enum err
event_make_terms(struct request *rq)
{
    struct sql_event_stale stale = {.rows = BATCH_ROWS};
    bool has_more = true;
    enum err err = OK;

    for (int i = 0; !err && has_more && i < BATCHES; i++) {
        err = make_batch_apart(rq, &stale, &has_more);
        if (!err)
            err = pause_transaction(rq);
    }
    return err;
}
