/*
 * contact.list: by name, or with `search` the best match first.
 */
#include "gen/contact/api.h"
#include "gen/contact/sql.h"
#include "services/contact/search.h"
#include "shared/request/cursor.h"

/* Of a search: by rank first, then as without one by name and id. */
enum { KEY_RANK };

/* Above every rank, so that a first page begins before every row. */
enum { RANK_MAX = 1000000 };

static enum err
rows_by_name(struct request *rq, const struct contact_list_in *in, const struct cursor *after,
             struct sql_contact_found **rows, size_t *count)
{
    const struct sql_contact_page page = {
        .owner_id = rq->caller.user_id,
        .after_name = after->text != NULL ? after->text : "",
        .after_id = after->id,
        .rows = in->limit + 1,
    };

    return sql_contact_page(rq, &page, rows, count);
}

static enum err
rows_by_signs(struct request *rq, const struct contact_list_in *in, const struct search *s,
              const struct cursor *after, struct sql_contact_found **rows, size_t *count)
{
    const struct sql_contact_search_signs search = {
        .word = s->word,
        .words = s->words,
        .owner_id = rq->caller.user_id,
        .after_name = after->text != NULL ? after->text : "",
        .after_id = after->id,
        .rows = in->limit + 1,
    };

    return sql_contact_search_signs(rq, &search, rows, count);
}

static enum err
rows_by_match(struct request *rq, const struct contact_list_in *in, const struct search *s,
              const struct cursor *after, struct sql_contact_found **rows, size_t *count)
{
    const struct sql_contact_search search = {
        .better = s->better,
        .word = s->word,
        .words = s->words,
        .pattern = s->pattern,
        .patterns = s->patterns,
        .owner_id = rq->caller.user_id,
        .after_rank = in->cursor != NULL ? after->keys[KEY_RANK] : RANK_MAX,
        .after_name = after->text != NULL ? after->text : "",
        .after_id = after->id,
        .rows = in->limit + 1,
    };

    if (after->keys[KEY_RANK] < 0 || after->keys[KEY_RANK] > RANK_MAX)
        return refuse(rq, ERR_INVALID_CURSOR, "the cursor is damaged");
    return sql_contact_search(rq, &search, rows, count);
}

static enum err
rows_found(struct request *rq, const struct contact_list_in *in, const struct cursor *after,
           struct sql_contact_found **rows, size_t *count)
{
    struct search s;

    if (!search_read(rq->arena, in->search, &s)) {
        problem(rq, "search", "must have more than spaces and signs that nobody sees");
        return refuse_problems(rq);
    }
    return s.signs ? rows_by_signs(rq, in, &s, after, rows, count)
                   : rows_by_match(rq, in, &s, after, rows, count);
}

enum err
contact_list(struct request *rq, const struct contact_list_in *in, struct contact_list *out)
{
    struct cursor after = {0};
    struct sql_contact_found *rows;
    struct contact *items;
    size_t count;
    enum err err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &after) : OK;

    if (!err)
        err = in->search != NULL ? rows_found(rq, in, &after, &rows, &count)
                                 : rows_by_name(rq, in, &after, &rows, &count);
    if (err)
        return err;
    items = arena_array(rq->arena, struct contact, count);
    for (size_t i = 0; i < count; i++)
        items[i] = rows[i].contact;
    out->data.items = items;
    out->data.count = page_fit(&contact_shape, items, count, in->limit);
    if (out->data.count < count) {
        const struct sql_contact_found *last = &rows[out->data.count - 1];

        out->next_cursor = cursor_encode(rq, &(struct cursor){.keys = {[KEY_RANK] = last->rank},
                                                              .text = last->sort_name,
                                                              .id = last->contact.id});
    }
    return OK;
}
