#include "shared/actor/outbox_gathered.h"

#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/must.h"

#include <string.h>

enum { ROOM_MIN = 64 };

void
outbox_gather(struct request *rq)
{
    rq->gathered = arena_one(rq->arena, struct gathered);
    rq->gathered->arena = rq->arena;
}

size_t
outbox_gathered(const struct request *rq)
{
    return rq->gathered->count;
}

void
outbox_forget(struct request *rq, size_t from)
{
    must(from <= rq->gathered->count);
    rq->gathered->count = from;
}

static void
make_room(struct gathered *g)
{
    struct sql_outbox_insert *rows;

    if (g->count < g->room)
        return;
    g->room = g->room > 0 ? 2 * g->room : ROOM_MIN;
    rows = arena_array(g->arena, struct sql_outbox_insert, g->room);
    if (g->count > 0)
        memcpy(rows, g->rows, g->count * sizeof *rows);
    g->rows = rows;
}

static bool
same_users(struct uuids a, struct uuids b)
{
    return a.count == b.count &&
           (a.count == 0 || memcmp(a.items, b.items, a.count * sizeof *a.items) == 0);
}

/* Most announcements have the audience of the one before. */
static struct uuids
keep_users(const struct gathered *g, struct uuids users)
{
    struct uuid *copy;

    if (g->count > 0 && same_users(g->rows[g->count - 1].audience, users))
        return g->rows[g->count - 1].audience;
    copy = arena_array(g->arena, struct uuid, users.count + 1);
    if (users.count > 0)
        memcpy(copy, users.items, users.count * sizeof *copy);
    return (struct uuids){copy, users.count};
}

void
gathered_add(struct gathered *to, const struct sql_outbox_insert *row)
{
    struct sql_outbox_insert kept = *row;

    make_room(to);
    kept.payload = arena_strndup(to->arena, row->payload, strlen(row->payload));
    kept.audience = keep_users(to, row->audience);
    to->rows[to->count++] = kept;
}

/* The audiences one after the other, each once where rows in a row share it. */
static void
put_members(const struct gathered *g, struct sql_outbox_insert_all *out)
{
    int64_t *firsts = arena_array(g->arena, int64_t, g->count);
    int64_t *lasts = arena_array(g->arena, int64_t, g->count);
    struct uuid *members;
    size_t count = 0;

    for (size_t i = 0; i < g->count; i++)
        if (i == 0 || g->rows[i].audience.items != g->rows[i - 1].audience.items)
            count += g->rows[i].audience.count;
    members = arena_array(g->arena, struct uuid, count + 1);
    count = 0;
    for (size_t i = 0; i < g->count; i++) {
        struct uuids users = g->rows[i].audience;

        if (i == 0 || users.items != g->rows[i - 1].audience.items) {
            if (users.count > 0)
                memcpy(members + count, users.items, users.count * sizeof *members);
            count += users.count;
        }
        firsts[i] = (int64_t)(count - users.count) + 1;
        lasts[i] = (int64_t)count;
    }
    out->members = (struct uuids){members, count};
    out->firsts = (struct int64s){firsts, g->count};
    out->lasts = (struct int64s){lasts, g->count};
}

void
gathered_rows(const struct gathered *from, struct sql_outbox_insert_all *out)
{
    size_t n = from->count;
    struct uuid *ids = arena_array(from->arena, struct uuid, n);
    struct uuid *object_ids = arena_array(from->arena, struct uuid, n);
    const char **types = arena_array(from->arena, const char *, n);
    const char **subjects = arena_array(from->arena, const char *, n);
    const char **payloads = arena_array(from->arena, const char *, n);
    int64_t *versions = arena_array(from->arena, int64_t, n);

    for (size_t i = 0; i < n; i++) {
        const struct sql_outbox_insert *row = &from->rows[i];

        ids[i] = row->id;
        object_ids[i] = row->object_id;
        types[i] = row->type;
        subjects[i] = row->subject;
        payloads[i] = row->payload;
        versions[i] = row->has_version ? row->version : 0;
    }
    *out = (struct sql_outbox_insert_all){.ids = {ids, n},
                                          .types = {types, n},
                                          .subjects = {subjects, n},
                                          .object_ids = {object_ids, n},
                                          .versions = {versions, n},
                                          .payloads = {payloads, n}};
    put_members(from, out);
}
