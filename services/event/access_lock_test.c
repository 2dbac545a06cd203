/* Who may write where, and in which order an event and its calendars are locked. */
#include "services/event/access.h"

#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

#include <stdio.h>

/* As initialisers, because C has no constant structs. */
#define BERLIN                                                                                     \
    {                                                                                              \
        {                                                                                          \
            1                                                                                      \
        }                                                                                          \
    }
#define VIENNA                                                                                     \
    {                                                                                              \
        {                                                                                          \
            2                                                                                      \
        }                                                                                          \
    }
#define ADA                                                                                        \
    {                                                                                              \
        {                                                                                          \
            0xa                                                                                    \
        }                                                                                          \
    }
#define BOB                                                                                        \
    {                                                                                              \
        {                                                                                          \
            0xb                                                                                    \
        }                                                                                          \
    }

static const struct uuid berlin = BERLIN, vienna = VIENNA, ada = ADA;

/* What was done, a word each. */
static char done[256];

static void
did(const char *word)
{
    size_t len = strlen(done);

    snprintf(done + len, sizeof done - len, "%s%s", len ? " " : "", word);
}

static const char *
role_of(struct uuid user, struct uuid calendar)
{
    if (!uuid_equal(calendar, berlin))
        return "";
    return uuid_equal(user, ada) ? "editor" : "viewer";
}

enum err
sql_access_for_write(struct request *rq, const struct sql_access_for_write *q,
                     struct sql_access_for_write_row *row)
{
    const char **roles = arena_array(rq->arena, const char *, q->calendar_ids.count);

    for (size_t i = 0; i < q->calendar_ids.count; i++)
        roles[i] = role_of(q->user_id, q->calendar_ids.items[i]);
    row->roles = (struct texts){roles, q->calendar_ids.count};
    return OK;
}

/* Where the event is at each look: before its calendar is locked, then when its row is, and so on. */
static const struct uuid *places;
static size_t looks, gone_at; /* 0: it stays */

enum err
sql_event_hold(struct request *rq, const struct sql_event_hold *q, struct sql_event_hold_row *row)
{
    size_t count = q->other_ids.count + 1;
    struct uuid *ids = arena_array(rq->arena, struct uuid, count);
    const char **roles = arena_array(rq->arena, const char *, count);
    char word[16];

    snprintf(word, sizeof word, "hold:%zu", count);
    did(word);
    if (++looks == gone_at)
        return ERR_NOT_FOUND;
    ids[0] = places[looks - 1];
    for (size_t i = 1; i < count; i++)
        ids[i] = q->other_ids.items[i - 1];
    for (size_t i = 0; i < count; i++)
        roles[i] = role_of(q->user_id, ids[i]);
    row->calendar_ids = (struct uuids){ids, count};
    row->roles = (struct texts){roles, count};
    return OK;
}

enum err
sql_event_lock(struct request *rq, const struct sql_event_lock *q, struct sql_stored *row)
{
    (void)rq;
    (void)q;
    did("row");
    if (++looks == gone_at)
        return ERR_NOT_FOUND;
    *row = (struct sql_stored){.event.calendar_id = places[looks - 1]};
    return OK;
}

void
undo_transaction(struct request *rq)
{
    (void)rq;
    did("undo");
}

static struct request *
request(struct arena *a)
{
    struct request *rq = arena_one(a, struct request);

    rq->arena = a;
    done[0] = '\0';
    return rq;
}

static const struct {
    const char *name;
    struct uuid user, calendar;
    enum err want;
} writers[] = {
    {"an editor may write", ADA, BERLIN, OK},
    {"a viewer may not", BOB, BERLIN, ERR_FORBIDDEN},
    {"a stranger does not learn that the calendar exists", ADA, VIENNA, ERR_NOT_FOUND},
};

static void
the_role_decides_who_writes(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(writers); i++) {
        struct request *rq = request(a);

        rq->caller.user_id = writers[i].user;
        CHECK(writers[i].name, access_write(rq, writers[i].calendar, "there is no such calendar") ==
                                   writers[i].want);
    }
    arena_destroy(a);
}

#define OTHER(n)                                                                                   \
    {                                                                                              \
        {                                                                                          \
            n                                                                                      \
        }                                                                                          \
    }

static const struct uuid still[] = {BERLIN, BERLIN}, seen_only[] = {VIENNA, VIENNA},
                         moved_here[] = {VIENNA, BERLIN, BERLIN, BERLIN},
                         to_and_fro[] = {BERLIN, VIENNA, VIENNA, BERLIN, VIENNA, BERLIN},
                         moving[] = {OTHER(3), OTHER(4), OTHER(5),  OTHER(6),  OTHER(7),
                                     OTHER(8), OTHER(9), OTHER(10), OTHER(11), OTHER(12)};

static const struct {
    const char *name;
    struct uuid user;
    const struct uuid *places, *target;
    size_t gone_at;
    enum err want;
    const char *done;
} locked[] = {
    {"where it was found", ADA, still, NULL, 0, OK, "hold:1 row"},
    {"with the calendar that it is to move to", ADA, still, &vienna, 0, OK, "hold:2 row"},
    {"by a viewer", BOB, still, NULL, 0, ERR_FORBIDDEN, "hold:1 row"},
    {"by somebody who attends it alone", ADA, seen_only, NULL, 0, ERR_FORBIDDEN, "hold:1 row"},
    {"there is none", ADA, still, NULL, 1, ERR_NOT_FOUND, "hold:1"},
    {"it was deleted meanwhile", ADA, still, NULL, 2, ERR_NOT_FOUND, "hold:1 row"},
    {"it has moved meanwhile", ADA, moved_here, NULL, 0, OK, "hold:1 row undo hold:2 row"},
    {"it has moved to the target", ADA, moved_here, &berlin, 0, OK, "hold:2 row"},
    {"it goes to and fro", ADA, to_and_fro, NULL, 0, OK,
     "hold:1 row undo hold:2 row undo hold:3 row"},
    {"it is elsewhere each time", ADA, moving, NULL, 0, ERR_UNAVAILABLE,
     "hold:1 row undo hold:2 row undo hold:3 row undo hold:4 row undo hold:5 row undo"},
};

static void
an_event_is_locked_behind_its_calendar(void **state)
{
    struct arena *a = arena_new(1 << 20);
    struct sql_stored row;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(locked); i++) {
        struct request *rq = request(a);

        rq->caller.user_id = locked[i].user;
        places = locked[i].places;
        gone_at = locked[i].gone_at;
        looks = 0;
        CHECK(locked[i].name,
              access_lock_event(rq, berlin, locked[i].target, &row) == locked[i].want);
        CHECK(locked[i].name, strcmp(done, locked[i].done) == 0);
    }
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_role_decides_who_writes),
        cmocka_unit_test(an_event_is_locked_behind_its_calendar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
