/* The copy of who may see what: what is applied, in which order, and what is refused. */
#include "services/event/access.h"

#include "gen/calendar/api.h"
#include "gen/event/sql.h"
#include "shared/actor/after.h"
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

static const struct uuid berlin = BERLIN, vienna = VIENNA;

/* What was done, a word each. */
static char done[256];
static int64_t stored;      /* the version that the copy has */
static bool faster;         /* another change of it came first */
static unsigned pages_left; /* that the calendar service still has to tell */

static void
did(const char *word)
{
    size_t len = strlen(done);

    snprintf(done + len, sizeof done - len, "%s%s", len ? " " : "", word);
}

enum err
sql_access_known(struct request *rq, const struct sql_access_known *q,
                 struct sql_access_known_row *row)
{
    (void)rq;
    row->known = q->version <= stored;
    return OK;
}

enum err
sql_access_lock(struct request *rq, const struct sql_access_lock *q,
                struct sql_access_lock_row *row)
{
    (void)rq;
    (void)q;
    row->held = true;
    did("hold");
    return OK;
}

enum err
sql_access_raise(struct request *rq, const struct sql_access_raise *q, int64_t *affected)
{
    (void)rq;
    did(q->deleted ? "bury" : "raise");
    *affected = faster ? 0 : 1;
    return OK;
}

enum err
sql_access_members(struct request *rq, const struct sql_access_members *q, int64_t *affected)
{
    char word[16];

    (void)rq;
    (void)affected;
    snprintf(word, sizeof word, "members:%zu", q->user_ids.count);
    did(word);
    return OK;
}

enum err
sql_access_end(struct request *rq, const struct sql_access_end *q, int64_t *affected)
{
    (void)rq;
    (void)q;
    (void)affected;
    did("end");
    return OK;
}

enum err
pause_transaction(struct request *rq)
{
    (void)rq;
    did("pause");
    return OK;
}

enum err
ask(struct request *rq, const struct operation *op, const void *input, void *output)
{
    static const struct access_change changes[] = {
        {.calendar_id = BERLIN, .version = 3, .xid = 8},
        {.calendar_id = VIENNA, .version = 2, .deleted = true, .xid = 9},
    };
    const struct calendar_access_changes_in *in = input;
    struct access_changes *out = output;
    bool right = op == &calendar_access_changes_operation && in->body.after_xid == 7 &&
                 uuid_equal(in->body.after_id, berlin);

    (void)rq;
    did(right ? "ask" : "ask-wrong");
    *out = (struct access_changes){.next_xid = 9, .next_id = vienna};
    if (pages_left == 0)
        return OK;
    out->changes.items = changes;
    out->changes.count = ARRAY_LEN(changes);
    out->more = --pages_left > 0;
    return OK;
}

static struct request *
request(struct arena *a)
{
    struct request *rq = arena_one(a, struct request);

    rq->arena = a;
    done[0] = '\0';
    return rq;
}

static const char *const roles[] = {"owner", "editor"};
static const struct uuid users[] = {ADA, BOB};

static const struct {
    const char *name;
    struct access_apply state;
    int64_t stored;
    enum err want;
    const char *done;
} applied[] = {
    {"a later version replaces the members",
     {.version = 3, .user_ids = {users, 2}, .roles = {roles, 2}},
     2,
     OK,
     "hold raise members:2"},
    {"the same version again changes nothing",
     {.version = 3, .user_ids = {users, 2}, .roles = {roles, 2}},
     3,
     OK,
     ""},
    {"an older version that was late changes nothing",
     {.version = 2, .user_ids = {users, 1}, .roles = {roles, 1}},
     3,
     OK,
     ""},
    {"a deleted calendar has no members",
     {.version = 4, .deleted = true},
     3,
     OK,
     "hold bury members:0"},
    {"a member without a role is refused",
     {.version = 3, .user_ids = {users, 2}, .roles = {roles, 1}},
     2,
     ERR_VALIDATION,
     ""},
};

static void
the_version_decides_what_is_applied(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(applied); i++) {
        const struct event_access_apply_in in = {.body = applied[i].state};

        stored = applied[i].stored;
        CHECK(applied[i].name, event_access_apply(request(a), &in) == applied[i].want);
        CHECK(applied[i].name, strcmp(done, applied[i].done) == 0);
    }
    arena_destroy(a);
}

static const struct {
    const char *name;
    unsigned pages;
    const char *done;
} rebuilt[] = {
    {"nothing was missed", 0, "ask"},
    {"no transaction holds two calendars", 1,
     "ask hold raise members:0 pause hold bury members:0 pause"},
    {"there is more", 2, "ask hold raise members:0 pause hold bury members:0 pause"},
};

static void
who_waited_finds_it_done(void **state)
{
    const struct event_access_apply_in in = {.body = {.version = 3}};
    struct arena *a = arena_new(1 << 20);

    (void)state;
    stored = 2;
    faster = true;
    assert_int_equal(event_access_apply(request(a), &in), OK);
    assert_string_equal(done, "hold raise");
    faster = false;
    arena_destroy(a);
}

static void
what_was_missed_is_read(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    stored = 0;
    for (size_t i = 0; i < ARRAY_LEN(rebuilt); i++) {
        struct position at = {7, berlin};
        bool more;

        pages_left = rebuilt[i].pages;
        CHECK(rebuilt[i].name, access_rebuild(request(a), &at, &more) == OK);
        CHECK(rebuilt[i].name, strcmp(done, rebuilt[i].done) == 0);
        CHECK(rebuilt[i].name, more == (rebuilt[i].pages > 1));
        CHECK(rebuilt[i].name, at.xid == 9 && uuid_equal(at.id, vienna));
    }
    arena_destroy(a);
}

/* {"owner_id": "<36 characters>"} as msgpack objects. */
static const char owner_text[] = "00000000-0000-4000-8000-00000000000a";
static msgpack_object_kv owner_member = {
    .key = {.type = MSGPACK_OBJECT_STR, .via.str = {8, "owner_id"}},
    .val = {.type = MSGPACK_OBJECT_STR, .via.str = {36, owner_text}},
};
static const msgpack_object calendar = {.type = MSGPACK_OBJECT_MAP, .via.map = {1, &owner_member}};
static const msgpack_object nothing = {.type = MSGPACK_OBJECT_MAP};

static const struct {
    const char *name, *type;
    const msgpack_object *data;
    enum err want;
    const char *done;
} heard[] = {
    {"a new calendar is its owner's", "calendar.created", &calendar, OK, "hold raise members:1"},
    {"a calendar that is too large for the event is read from its owner", "calendar.created", NULL,
     OK, ""},
    {"an event without an owner is refused", "calendar.created", &nothing, ERR_VALIDATION, ""},
    {"the end of a calendar needs no version", "calendar.deleted", &nothing, OK,
     "hold end members:0"},
    {"a new name changes nobody's rights", "calendar.updated", &calendar, OK, ""},
};

static void
events_of_calendars_are_applied(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    stored = 0;
    for (size_t i = 0; i < ARRAY_LEN(heard); i++) {
        const struct domain_event event = {
            .type = heard[i].type,
            .subject = berlin,
            .data = heard[i].data,
        };

        CHECK(heard[i].name, access_of_calendar(request(a), &event) == heard[i].want);
        CHECK(heard[i].name, strcmp(done, heard[i].done) == 0);
    }
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_version_decides_what_is_applied),
        cmocka_unit_test(who_waited_finds_it_done),
        cmocka_unit_test(what_was_missed_is_read),
        cmocka_unit_test(events_of_calendars_are_applied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
