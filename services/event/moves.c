#include "services/event/moves.h"

#include "shared/actor/outbox.h"
#include "shared/request/request.h"

#include <stdio.h>
#include <string.h>

enum { PAIR = 2 * INSTANT_TEXT };

struct moves {
    char text[MOVES_MAX * PAIR];
    size_t len, count;
    const struct series_definition *was, *now;
};

static size_t
moves_format(const struct series_definition *d, struct local place, char out[INSTANT_TEXT])
{
    struct instant shown = {local_shown(place).us};

    if (d->all_day)
        return day_format(day_of_instant(shown), out);
    return instant_format(d->zone != NULL ? tz_to_instant(d->zone, place) : shown, out);
}

static void
moves_add(struct moves *m, struct local was, struct local now)
{
    char from[INSTANT_TEXT], to[INSTANT_TEXT];

    if (m->count++ >= MOVES_MAX)
        return;
    moves_format(m->was, was, from);
    moves_format(m->now, now, to);
    m->len += (size_t)snprintf(m->text + m->len, sizeof m->text - m->len, "%s%s/%s",
                               m->len > 0 ? " " : "", from, to);
}

/* Nothing was dropped or sent anew, so that all lists are as they were, and in their order. */
static void
moves_add_all(struct moves *m, const struct edit *in, const struct edited *out)
{
    moves_add(m, m->was->start, m->now->start);
    for (size_t i = 0; i < in->overrides.count; i++)
        moves_add(m, in->overrides.places[i], out->places[i]);
    for (size_t i = 0; i < m->was->excluded_count; i++)
        moves_add(m, m->was->excluded[i], m->now->excluded[i]);
    for (size_t i = 0; i < m->was->date_count; i++)
        moves_add(m, m->was->dates[i].start, m->now->dates[i].start);
}

void
moves_note(struct request *rq, const struct edit *in, const struct edited *out)
{
    struct moves *m = arena_one(rq->arena, struct moves);

    m->was = in->split != NULL ? &in->split->tail : in->definition;
    m->now = &out->now;
    if (out->way == EDIT_STILL)
        return;
    if (out->way == EDIT_MOVED && m->was->excluded_count == m->now->excluded_count &&
        m->was->date_count == m->now->date_count)
        moves_add_all(m, in, out);
    if (m->count == 0 || m->count > MOVES_MAX)
        announce_note(rq, "reread", NULL);
    else
        announce_note(rq, "moves", m->text);
}

void
moves_note_split(struct request *rq, const struct sql_stored *series, struct local place)
{
    const struct moment at = stored_moment(series, place);
    char id[UUID_TEXT], text[INSTANT_TEXT];

    uuid_format(series->event.id, id);
    if (at.is_date)
        day_format(day_of_instant(at.at), text);
    else
        instant_format(at.at, text);
    announce_note(rq, "splitfrom", arena_strndup(rq->arena, id, strlen(id)));
    announce_note(rq, "splitat", arena_strndup(rq->arena, text, strlen(text)));
}
