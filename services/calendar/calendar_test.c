/* What the service decides itself: the zone, the public token, who hears of it, who may change. */
#include "services/calendar/calendar.h"

#include "gen/calendar/sql.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/amend.h"

static struct calendar stored;  /* as the table has it */
static struct calendar changed; /* what amend() makes of it */
static bool was_public;         /* at some time */
static struct calendar announced;
static struct access_state told; /* what the keepers of copies hear */
static bool told_event;          /* the event service is one of them */
static size_t closed;            /* calendars */

enum err
sql_calendar_insert(struct request *rq, const struct sql_calendar_insert *q, struct calendar *row)
{
    (void)rq;
    *row = *q->calendar;
    row->id = q->id;
    row->owner_id = q->owner_id;
    row->role = "owner";
    row->version = 1;
    return OK;
}

enum err
sql_calendar_lock(struct request *rq, const struct sql_calendar_lock *q, struct calendar *row)
{
    (void)rq;
    (void)q;
    *row = stored;
    return stored.role != NULL ? OK : ERR_NOT_FOUND;
}

enum err
sql_calendar_update(struct request *rq, const struct sql_calendar_update *q,
                    struct sql_updated *row)
{
    (void)rq;
    *row = (struct sql_updated){.calendar = *q->calendar,
                                .was_public = was_public || q->calendar->is_public};
    row->calendar.version++;
    return OK;
}

enum err
sql_membership_state(struct request *rq, const struct sql_membership_state *q,
                     struct access_state *row)
{
    *row = (struct access_state){
        .calendar_id = q->id,
        .version = 2,
        .user_ids = audience_of_one(rq, rq->caller.user_id),
        .public_hash = "hash",
    };
    return OK;
}

enum err
sql_public_rotate(struct request *rq, const struct sql_public_rotate *q, struct calendar *row)
{
    (void)rq;
    *row = stored;
    row->public_token = q->token;
    row->version++;
    return OK;
}

enum err
sql_calendar_readers(struct request *rq, const struct sql_calendar_readers *q,
                     struct sql_readers *row)
{
    (void)q;
    *row = (struct sql_readers){.owner_ids = audience_of_one(rq, rq->caller.user_id)};
    return OK;
}

enum err
sql_calendar_delete(struct request *rq, const struct sql_calendar_delete *q,
                    struct sql_calendar_delete_row *row)
{
    (void)rq;
    (void)q;
    closed++;
    *row = (struct sql_calendar_delete_row){.version = 8, .access_version = 5};
    return OK;
}

enum err
sql_calendar_members_leave(struct request *rq, const struct sql_calendar_members_leave *q,
                           struct sql_readers *row)
{
    (void)q;
    *row = (struct sql_readers){.owner_ids = audience_of_one(rq, rq->caller.user_id)};
    return OK;
}

enum err
amend(struct request *rq, const struct shape *shape, const void *was, void *next)
{
    (void)rq;
    (void)shape;
    (void)was;
    *(struct calendar *)next = changed;
    return OK;
}

enum err
announce(struct request *rq, const struct announcement *what, const void *object,
         int64_t previous_version, struct uuids audience)
{
    (void)rq;
    (void)audience;
    for (unsigned i = 0; i < what->shape->field_count; i++)
        must(strcmp(what->shape->fields[i].name, "public_token") != 0);
    announced = *(const struct calendar *)object;
    assert_int_equal(previous_version == 0 ? 1 : previous_version + 1, announced.version);
    return OK;
}

enum err
after_commit(struct request *rq, const struct operation *op, const void *input)
{
    (void)rq;
    must(op->body == &access_state_shape && op->body_offset == 0);
    told_event |= strcmp(op->subject, "svc.event.access_apply") == 0;
    told = *(const struct access_state *)input;
    return OK;
}

static struct request *
request(struct arena *a)
{
    struct request *rq = arena_one(a, struct request);

    rq->arena = a;
    rq->caller = (struct caller){.kind = CALLER_USER, .user_id = {{7}}, .zone = "Europe/Vienna"};
    announced = (struct calendar){0};
    told = (struct access_state){0};
    told_event = false;
    closed = 0;
    return rq;
}

static const struct {
    const char *name;
    struct calendar body;
    const char *zone;
    size_t token_len;
} created[] = {
    {"a private one has no token", {.name = "Work"}, "Europe/Vienna", 0},
    {"a public one has 32 random bytes", {.name = "Fair", .is_public = true}, "Europe/Vienna", 43},
    {"its own zone stays", {.name = "Trip", .timezone = "Asia/Tokyo"}, "Asia/Tokyo", 0},
};

static void
create_settles_what_was_left_out(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(created); i++) {
        const struct calendar_create_in in = {.body = created[i].body};
        struct calendar out;

        CHECK(created[i].name, calendar_create(request(a), &in, &out) == OK);
        CHECK(created[i].name, strcmp(out.timezone, created[i].zone) == 0);
        CHECK(created[i].name,
              (out.public_token != NULL ? strlen(out.public_token) : 0) == created[i].token_len);
        CHECK(created[i].name, uuid_equal(announced.id, out.id));
        CHECK(created[i].name, told_event);
        CHECK(created[i].name, told.user_ids.count == 1 && !told.deleted);
        CHECK(created[i].name, told.version == 1 + out.is_public);
        CHECK(created[i].name, out.is_public == (told.public_hash != NULL));
        CHECK(created[i].name, uuid_equal(told.user_ids.items[0], out.owner_id));
    }
    arena_destroy(a);
}

static const char old_token[] = "old";

static const struct {
    const char *name;
    bool once, was, is;
    const char *token; /* afterwards; "" is a new one */
    bool told;         /* services with a copy are asked */
} published[] = {
    {"private stays without", false, false, false, NULL, false},
    {"made public gets one", false, false, true, "", true},
    {"public keeps its own", true, true, true, old_token, true},
    {"made private loses it", true, true, false, NULL, true},
    {"made private again is told again", true, false, false, NULL, true},
};

static void
the_token_is_there_while_it_is_public(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(published); i++) {
        const char *want = published[i].token;
        struct calendar out;

        was_public = published[i].once;
        stored = (struct calendar){.role = "owner", .is_public = published[i].was};
        stored.public_token = published[i].was ? old_token : NULL;
        changed = stored;
        changed.is_public = published[i].is;
        CHECK(published[i].name,
              calendar_replace(request(a), &(struct calendar_replace_in){0}, &out) == OK);
        CHECK(published[i].name, (want == NULL) == (out.public_token == NULL));
        CHECK(published[i].name, want == NULL || (want[0] ? out.public_token == want
                                                          : strlen(out.public_token) == 43));
        CHECK(published[i].name, told_event == published[i].told);
    }
    arena_destroy(a);
}

static const struct {
    const char *name, *role;
    bool is_public;
    enum err want;
} rotated[] = {
    {"the owner may", "owner", true, OK},
    {"of a private one there is none", "owner", false, ERR_CONFLICT},
    {"an editor may not", "editor", true, ERR_FORBIDDEN},
    {"a stranger learns nothing", NULL, true, ERR_NOT_FOUND},
};

static void
the_owner_gives_it_another_token(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rotated); i++) {
        struct calendar out;

        stored = (struct calendar){
            .role = rotated[i].role, .is_public = rotated[i].is_public, .public_token = old_token};
        CHECK(rotated[i].name,
              calendar_public_token(request(a), &(struct calendar_public_token_in){0}, &out) ==
                  rotated[i].want);
        CHECK(rotated[i].name, told_event == (rotated[i].want == OK));
        CHECK(rotated[i].name,
              rotated[i].want != OK || (out.public_token != old_token &&
                                        strlen(out.public_token) == 43 && told.public_hash));
    }
    arena_destroy(a);
}

static const struct {
    const char *name, *role;
    bool stale;
    enum err want;
} deleted[] = {
    {"the owner may", "owner", false, OK},
    {"an editor may see it but not change it", "editor", false, ERR_FORBIDDEN},
    {"a stranger learns nothing", NULL, false, ERR_NOT_FOUND},
    {"a stale version changes nothing", "owner", true, ERR_PRECONDITION_FAILED},
    {"the role comes before the version", "viewer", true, ERR_FORBIDDEN},
};

static void
only_the_owner_deletes(void **state)
{
    static const int64_t seen[] = {6};
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(deleted); i++) {
        struct request *rq = request(a);

        stored = (struct calendar){.role = deleted[i].role, .version = 7};
        rq->has_if_version = deleted[i].stale;
        rq->if_versions = seen;
        rq->if_version_count = 1;
        CHECK(deleted[i].name,
              calendar_delete(rq, &(struct calendar_delete_in){0}) == deleted[i].want);
        CHECK(deleted[i].name, closed == (deleted[i].want == OK ? 1 : 0));
        if (deleted[i].want == OK) {
            CHECK(deleted[i].name, announced.version == 8);
            CHECK(deleted[i].name, told_event);
            CHECK(deleted[i].name, told.deleted && told.version == 5 && !told.user_ids.count);
        }
    }
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(create_settles_what_was_left_out),
        cmocka_unit_test(the_token_is_there_while_it_is_public),
        cmocka_unit_test(the_owner_gives_it_another_token),
        cmocka_unit_test(only_the_owner_deletes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
