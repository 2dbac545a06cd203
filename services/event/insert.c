#include "services/event/insert.h"

#include "services/event/write.h"
#include "shared/base/arena.h"
#include "shared/base/hex.h"
#include "shared/request/request.h"

#include <stdlib.h>
#include <string.h>

/* The arrays that the statement takes, while they are filled. */
struct arrays {
    struct uuid *ids, *calendar_ids;
    const char **uids, **titles, **descriptions, **locations, **colors, **urls, **conference_urls;
    const char **properties, **timezones, **statuses, **transparencies, **visibilities, **tags,
        **terms;
    struct local *start_times, *end_times;
    int64_t *all_days;
};

static const char **
texts_of(struct arena *a, size_t count)
{
    return arena_array(a, const char *, count);
}

static struct arrays
arrays_of(struct arena *a, size_t n)
{
    return (struct arrays){
        .ids = arena_array(a, struct uuid, n),
        .calendar_ids = arena_array(a, struct uuid, n),
        .uids = texts_of(a, n),
        .titles = texts_of(a, n),
        .descriptions = texts_of(a, n),
        .locations = texts_of(a, n),
        .colors = texts_of(a, n),
        .urls = texts_of(a, n),
        .conference_urls = texts_of(a, n),
        .properties = texts_of(a, n),
        .timezones = texts_of(a, n),
        .statuses = texts_of(a, n),
        .transparencies = texts_of(a, n),
        .visibilities = texts_of(a, n),
        .tags = texts_of(a, n),
        .terms = texts_of(a, n),
        .start_times = arena_array(a, struct local, n),
        .end_times = arena_array(a, struct local, n),
        .all_days = arena_array(a, int64_t, n),
    };
}

static const char *
uid_of(struct request *rq, const struct event *e, struct uuid id)
{
    char text[UUID_TEXT];

    if (e->uid != NULL)
        return e->uid;
    uuid_format(id, text);
    return arena_strndup(rq->arena, text, UUID_TEXT - 1);
}

static const char *
hex_of(struct request *rq, struct bytes in)
{
    char *out;

    if (in.data == NULL)
        return NULL;
    out = arena_array(rq->arena, char, 2 * in.len + 1);
    hex_write(in.data, in.len, out);
    return out;
}

/* `{"a","b"}`, with a backslash before what would end or escape. */
static const char *
array_text(struct request *rq, struct texts in)
{
    size_t len = 3;
    char *text, *at;

    for (size_t i = 0; i < in.count; i++)
        len += 2 * strlen(in.items[i]) + 3;
    at = text = arena_array(rq->arena, char, len);
    *at++ = '{';
    for (size_t i = 0; i < in.count; i++) {
        if (i > 0)
            *at++ = ',';
        *at++ = '"';
        for (const char *c = in.items[i]; *c != '\0'; c++) {
            if (*c == '"' || *c == '\\')
                *at++ = '\\';
            *at++ = *c;
        }
        *at++ = '"';
    }
    *at = '}';
    return text;
}

static void
put(struct request *rq, const struct arrays *to, size_t i, const struct creation *new)
{
    const struct event *e = &new->event;

    to->ids[i] = uuid_new();
    to->calendar_ids[i] = e->calendar_id;
    to->uids[i] = uid_of(rq, e, to->ids[i]);
    to->titles[i] = e->title;
    to->descriptions[i] = e->description;
    to->locations[i] = e->location;
    to->colors[i] = e->color;
    to->urls[i] = e->url;
    to->conference_urls[i] = e->conference_url;
    to->properties[i] = hex_of(rq, e->properties);
    to->start_times[i] = (struct local){e->start_time.at.us};
    to->end_times[i] = (struct local){e->end_time.at.us};
    to->timezones[i] = e->timezone;
    to->all_days[i] = e->all_day;
    to->statuses[i] = e->status;
    to->transparencies[i] = e->transparency;
    to->visibilities[i] = e->visibility;
    to->tags[i] = array_text(rq, e->tags);
    to->terms[i] = array_text(rq, write_terms(rq, e, &new->columns));
}

static struct sql_event_insert_all
question(struct request *rq, const struct arrays *a, size_t n)
{
    return (struct sql_event_insert_all){
        .user_id = rq->caller.user_id,
        .ids = {a->ids, n},
        .calendar_ids = {a->calendar_ids, n},
        .uids = {a->uids, n},
        .titles = {a->titles, n},
        .descriptions = {a->descriptions, n},
        .locations = {a->locations, n},
        .colors = {a->colors, n},
        .urls = {a->urls, n},
        .conference_urls = {a->conference_urls, n},
        .properties = {a->properties, n},
        .start_times = {a->start_times, n},
        .end_times = {a->end_times, n},
        .timezones = {a->timezones, n},
        .all_days = {a->all_days, n},
        .statuses = {a->statuses, n},
        .transparencies = {a->transparencies, n},
        .visibilities = {a->visibilities, n},
        .tags = {a->tags, n},
        .terms = {a->terms, n},
    };
}

/* Rows come in the order of their UIDs. */
static int
by_event_id(const void *a, const void *b)
{
    const struct sql_stored *x = a, *y = b;

    return uuid_compare(x->event.id, y->event.id);
}

static const struct sql_stored *
row_of(const struct sql_stored *rows, size_t count, struct uuid id)
{
    const struct sql_stored like = {.event = {.id = id}};

    return count > 0 ? bsearch(&like, rows, count, sizeof *rows, by_event_id) : NULL;
}

enum err
insert_all(struct request *rq, const struct creation *news, size_t count,
           const struct sql_stored **rows)
{
    const struct arrays arrays = arrays_of(rq->arena, count);
    struct sql_event_insert_all q;
    struct sql_stored *stored;
    size_t stored_count;
    enum err err;

    for (size_t i = 0; i < count; i++)
        put(rq, &arrays, i, &news[i]);
    q = question(rq, &arrays, count);
    err = sql_event_insert_all(rq, &q, &stored, &stored_count);
    if (err)
        return err;
    qsort(stored, stored_count, sizeof *stored, by_event_id);
    for (size_t i = 0; i < count; i++)
        rows[i] = row_of(stored, stored_count, arrays.ids[i]);
    return OK;
}
