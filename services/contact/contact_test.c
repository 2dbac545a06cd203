/* What the service decides itself: what a contact needs, whose it is, who hears of it. */
#include "services/contact/contact.h"

#include "gen/contact/sql.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/amend.h"

enum { OWNED_MAX = 8 };

static const struct uuid ada = {{7}}, somebody = {{8}};

static struct arena *arena;
static struct contact stored;  /* as the table has it; no id: none is there */
static struct contact changed; /* what amend() makes of it */
static struct contact announced;
static const char *told; /* how: created, updated, deleted */
static int announcements;
static struct uuid asked_for; /* the owner that a query was limited to */
static const char *found_by;  /* the haystack that was written */
static int written;           /* statements that change something */
static size_t owned;          /* contacts that a departed account still has */
static bool departed;

static enum err
answer_stored(struct uuid owner, struct contact *row)
{
    asked_for = owner;
    *row = stored;
    return uuid_is_nil(stored.id) ? ERR_NOT_FOUND : OK;
}

enum err
sql_contact_insert(struct request *rq, const struct sql_contact_insert *q, struct contact *row)
{
    (void)rq;
    written++;
    found_by = q->haystack;
    *row = *q->contact;
    row->id = q->id;
    row->owner_id = q->owner_id;
    row->version = 1;
    return OK;
}

enum err
sql_contact_find(struct request *rq, const struct sql_contact_find *q, struct contact *row)
{
    (void)rq;
    return answer_stored(q->owner_id, row);
}

enum err
sql_contact_lock(struct request *rq, const struct sql_contact_lock *q, struct contact *row)
{
    (void)rq;
    return answer_stored(q->owner_id, row);
}

enum err
sql_contact_update(struct request *rq, const struct sql_contact_update *q, struct contact *row)
{
    (void)rq;
    written++;
    found_by = q->haystack;
    *row = *q->contact;
    row->version++;
    return OK;
}

enum err
sql_contact_delete(struct request *rq, const struct sql_contact_delete *q, struct contact *row)
{
    enum err err = answer_stored(q->owner_id, row);

    (void)rq;
    written++;
    row->version++;
    return err;
}

enum err
sql_contact_departed_note(struct request *rq, const struct sql_contact_departed_note *q,
                          int64_t *affected)
{
    (void)rq, (void)affected;
    departed = uuid_equal(q->owner_id, ada);
    return OK;
}

enum err
sql_contact_delete_owned(struct request *rq, const struct sql_contact_delete_owned *q,
                         struct contact **rows, size_t *count)
{
    *rows = arena_array(rq->arena, struct contact, OWNED_MAX);
    for (*count = 0; *count < owned && *count < OWNED_MAX; ++*count)
        (*rows)[*count] = (struct contact){.owner_id = q->owner_id, .version = 4};
    owned -= *count;
    return OK;
}

enum err
amend(struct request *rq, const struct shape *shape, const void *was, void *next)
{
    (void)rq, (void)shape, (void)was;
    *(struct contact *)next = changed;
    return OK;
}

enum err
announce(struct request *rq, const struct announcement *what, const void *object,
         int64_t previous_version, struct uuids audience)
{
    (void)rq;
    announcements++;
    told = strchr(what->type, '.') + 1;
    announced = *(const struct contact *)object;
    assert_int_equal(announced.version - 1, previous_version);
    assert_int_equal(1, audience.count);
    assert_true(uuid_equal(audience.items[0], announced.owner_id));
    return OK;
}

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new(1 << 20);
    stored = changed =
        (struct contact){.id = {{1}}, .owner_id = ada, .first_name = "Grace", .version = 3};
    announced = (struct contact){.version = 0};
    told = "nothing";
    announcements = written = 0;
    owned = 0;
    departed = false;
    asked_for = somebody;
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct request
request(void)
{
    return (struct request){.arena = arena, .caller = {.kind = CALLER_USER, .user_id = ada}};
}

static const struct {
    const char *name;
    struct contact body;
    bool good;
} named[] = {
    {"a first name is enough", {.first_name = "Grace"}, true},
    {"a last name is enough", {.last_name = "Hopper"}, true},
    {"a company is enough", {.company = "Navy"}, true},
    {"an address is enough", {.email = "grace@example.org"}, true},
    {"a number is enough", {.phone = "+1 202 555 0143"}, true},
    {"notes are not", {.notes = "COBOL"}, false},
    {"a birthday is not", {.has_birthday = true}, false},
    {"nothing is not", {.notes = NULL}, false},
};

static void
a_contact_needs_something_to_be_called_by(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(named); i++) {
        const struct contact_create_in in = {.body = named[i].body};
        struct request create = request(), replace = request();
        enum err want = named[i].good ? OK : ERR_VALIDATION;
        struct contact out;

        written = announcements = 0;
        CHECK(named[i].name, contact_create(&create, &in, &out) == want);
        changed = named[i].body;
        changed.version = 3;
        CHECK(named[i].name,
              contact_replace(&replace, &(struct contact_replace_in){.id = stored.id}, &out) ==
                  want);
        CHECK(named[i].name, written == (named[i].good ? 2 : 0) && announcements == written);
        if (!named[i].good)
            CHECK(named[i].name, strcmp(create.problems.first->field, "first_name") == 0);
    }
}

static void
what_is_created_is_the_callers_and_told(void **state)
{
    const struct contact_create_in in = {.body = {.first_name = "Grace", .owner_id = somebody}};
    struct request rq = request();
    struct contact out;

    (void)state;
    assert_int_equal(OK, contact_create(&rq, &in, &out));
    assert_true(uuid_equal(out.owner_id, ada));
    assert_false(uuid_is_nil(out.id));
    assert_string_equal("created", told);
    assert_true(uuid_equal(announced.id, out.id));
}

static void
what_is_written_is_found_and_its_address_is_in_order(void **state)
{
    const struct contact_create_in in = {.body = {.email = " gru\u0308n@example.org"}};
    struct request create = request(), replace = request();
    struct contact out;

    (void)state;
    assert_int_equal(OK, contact_create(&create, &in, &out));
    assert_string_equal("grün@example.org", out.email);
    assert_string_equal(" grun@example.org ", found_by);
    changed.last_name = "Hopper";
    assert_int_equal(
        OK, contact_replace(&replace, &(struct contact_replace_in){.id = stored.id}, &out));
    assert_string_equal(" grace hopper ", found_by);
}

static void
a_bad_address_is_refused_with_all_that_is_wrong(void **state)
{
    const struct contact_create_in in = {.body = {.email = "grün"}};
    struct request rq = request();
    struct contact out;

    (void)state;
    assert_int_equal(ERR_VALIDATION, contact_create(&rq, &in, &out));
    assert_string_equal("email", rq.problems.first->field);
    assert_int_equal(0, written + announcements);
}

/* How a handler ends for what is there, and for what is not there or not the caller's. */
static enum err
get(struct request *rq)
{
    struct contact out;

    return contact_get(rq, &(struct contact_get_in){.id = {{1}}}, &out);
}

static enum err
replace(struct request *rq)
{
    struct contact out;

    return contact_replace(rq, &(struct contact_replace_in){.id = {{1}}}, &out);
}

static enum err
patch(struct request *rq)
{
    struct contact out;

    return contact_patch(rq, &(struct contact_patch_in){.id = {{1}}}, &out);
}

static enum err delete (struct request *rq) {
    return contact_delete(rq, &(struct contact_delete_in){.id = {{1}}});
}

static const struct {
    const char *name;
    enum err (*run)(struct request *rq);
    const char *told;
    int64_t version; /* that is told */
} handlers[] = {
    {"get", get, "nothing", 0},
    {"replace", replace, "updated", 4},
    {"patch", patch, "updated", 4},
    {"delete", delete, "deleted", 4},
};

static void
a_change_is_told_with_its_version(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(handlers); i++) {
        struct request rq = request();

        told = "nothing";
        announced.version = 0;
        CHECK(handlers[i].name, handlers[i].run(&rq) == OK);
        CHECK(handlers[i].name, uuid_equal(asked_for, ada));
        CHECK(handlers[i].name, strcmp(told, handlers[i].told) == 0);
        CHECK(handlers[i].name, announced.version == handlers[i].version);
    }
}

static void
what_is_not_there_or_not_the_callers_is_absent(void **state)
{
    (void)state;
    stored.id = (struct uuid){{0}};
    for (size_t i = 0; i < ARRAY_LEN(handlers); i++) {
        struct request rq = request();

        CHECK(handlers[i].name, handlers[i].run(&rq) == ERR_NOT_FOUND);
        CHECK(handlers[i].name, strcmp(rq.why, "there is no such contact") == 0);
    }
    assert_int_equal(0, written + announcements);
}

static void
a_stale_version_changes_nothing(void **state)
{
    static const int64_t seen[] = {2};

    (void)state;
    for (size_t i = 1; i < ARRAY_LEN(handlers); i++) {
        struct request rq = request();

        rq.has_if_version = true;
        rq.if_versions = seen;
        rq.if_version_count = 1;
        CHECK(handlers[i].name, handlers[i].run(&rq) == ERR_PRECONDITION_FAILED);
    }
    assert_int_equal(0, written + announcements);
}

static enum err
hear(const char *type)
{
    const struct domain_event event = {.type = type, .subject = ada};
    struct request rq = {.arena = arena, .caller = {.kind = CALLER_SERVICE}};

    assert_int_equal(1, contact_actor.consumer_count);
    return contact_actor.consumers[0].call(&rq, &event);
}

static void
a_deleted_accounts_contacts_go_and_are_told(void **state)
{
    (void)state;
    owned = 3;
    assert_int_equal(OK, hear("user.created"));
    assert_int_equal(OK, hear("user.updated"));
    assert_true(!departed && owned == 3 && announcements == 0);
    assert_int_equal(OK, hear("user.deleted"));
    assert_true(departed && owned == 0);
    assert_int_equal(3, announcements);
    assert_string_equal("deleted", told);
    assert_true(uuid_equal(announced.owner_id, ada));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_contact_needs_something_to_be_called_by),
        TEST(what_is_created_is_the_callers_and_told),
        TEST(what_is_written_is_found_and_its_address_is_in_order),
        TEST(a_bad_address_is_refused_with_all_that_is_wrong),
        TEST(a_change_is_told_with_its_version),
        TEST(what_is_not_there_or_not_the_callers_is_absent),
        TEST(a_stale_version_changes_nothing),
        TEST(a_deleted_accounts_contacts_go_and_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
