#include "services/contact/stale.h"

#include "gen/contact/sql.h"
#include "services/contact/haystack.h"
#include "shared/actor/outbox.h"

/* All of it in one run at most: a run ends within a minute, and its rows stay in its memory. */
enum { BATCH_ROWS = 200, BATCHES = 25 };

static const char *
haystack_of_row(struct arena *a, const struct sql_contact_stale_row *row)
{
    const struct contact c = {.first_name = row->first_name,
                              .last_name = row->last_name,
                              .email = row->email,
                              .phone = row->phone,
                              .company = row->company};

    return haystack_of(a, &c);
}

static enum err
set_haystacks(struct request *rq, const struct sql_contact_stale_row *rows, size_t count)
{
    const char **haystacks = arena_array(rq->arena, const char *, count);
    struct uuid *ids = arena_array(rq->arena, struct uuid, count);
    const struct sql_contact_haystacks_set set = {.haystacks = {haystacks, count},
                                                  .ids = {ids, count}};

    for (size_t i = 0; i < count; i++) {
        ids[i] = rows[i].id;
        haystacks[i] = haystack_of_row(rq->arena, &rows[i]);
    }
    return sql_contact_haystacks_set(rq, &set, NULL);
}

enum err
contact_make_haystacks(struct request *rq)
{
    struct sql_contact_stale stale = {.rows = BATCH_ROWS};
    struct sql_contact_stale_row *rows;
    size_t count = BATCH_ROWS;
    enum err err = OK;

    for (int i = 0; !err && count == BATCH_ROWS && i < BATCHES; i++) {
        err = sql_contact_stale(rq, &stale, &rows, &count);
        if (!err && count > 0) {
            stale.after_id = rows[count - 1].id;
            err = set_haystacks(rq, rows, count);
        }
        if (!err)
            err = pause_transaction(rq);
    }
    return err;
}
