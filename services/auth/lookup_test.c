/* Who people are: in which order, how often, and how many may be asked for at once. */
#include "gen/auth/sql.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/request/request.h"

static const struct uuid ada = {{1}}, bob = {{2}}, eve = {{3}};
static struct request rq;
static int by_id_calls, by_email_calls;

/* Ada and Bob have accounts, and rows come in an order of the database's own. */
enum err
sql_users_by_id(struct request *r, const struct sql_users_by_id *q, struct found_user **rows,
                size_t *count)
{
    static struct found_user found[] = {
        {.id = {{2}}, .display_name = "Bob"},
        {.id = {{1}}, .display_name = "Ada", .verified = true},
    };

    (void)r;
    (void)q;
    by_id_calls++;
    *rows = found;
    *count = ARRAY_LEN(found);
    return OK;
}

enum err
sql_users_by_email(struct request *r, const struct sql_users_by_email *q, struct found_user **rows,
                   size_t *count)
{
    static struct found_user found[] = {
        {.id = {{1}}, .display_name = "Ada", .verified = true, .email = "ada@example.org"},
    };

    (void)r;
    assert_string_equal("ada@example.org", q->emails.items[0]);
    by_email_calls++;
    *rows = found;
    *count = ARRAY_LEN(found);
    return OK;
}

static struct users_found
looked_up(struct uuids ids, struct texts emails, enum err want)
{
    const struct auth_users_lookup_in in = {.body = {.ids = ids, .emails = emails}};
    struct users_found out;

    rq = (struct request){.arena = arena};
    by_id_calls = by_email_calls = 0;
    assert_int_equal(want, auth_users_lookup(&rq, &in, &out));
    return out;
}

static void
each_is_found_in_the_order_in_which_it_was_asked(void **state)
{
    const struct uuid ids[] = {ada, eve, bob, ada};
    const char *const emails[] = {" Ada@Example.org", "eve@example.org", "ada@example.org"};
    const char *const want[] = {"Ada", "Bob", "Ada", "Ada", "Ada"};
    struct users_found out = looked_up((struct uuids){ids, ARRAY_LEN(ids)},
                                       (struct texts){emails, ARRAY_LEN(emails)}, OK);

    (void)state;
    assert_int_equal(ARRAY_LEN(want), out.users.count);
    for (size_t i = 0; i < ARRAY_LEN(want); i++)
        assert_string_equal(want[i], out.users.items[i].display_name);
    assert_null(out.users.items[0].email);
    assert_string_equal(" Ada@Example.org", out.users.items[3].email);
    assert_string_equal("ada@example.org", out.users.items[4].email);
    assert_true(out.users.items[0].verified);
    assert_false(out.users.items[1].verified);
}

static void
what_is_not_asked_costs_no_statement(void **state)
{
    const struct uuid ids[] = {ada};

    (void)state;
    assert_int_equal(0,
                     looked_up((struct uuids){NULL, 0}, (struct texts){NULL, 0}, OK).users.count);
    assert_int_equal(0, by_id_calls + by_email_calls);
    assert_int_equal(1, looked_up((struct uuids){ids, 1}, (struct texts){NULL, 0}, OK).users.count);
    assert_int_equal(0, by_email_calls);
}

static void
more_than_five_hundred_of_either_are_refused(void **state)
{
    struct uuid ids[501];
    const char *emails[501];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        ids[i] = ada;
        emails[i] = "ada@example.org";
    }
    assert_int_equal(
        1000, looked_up((struct uuids){ids, 500}, (struct texts){emails, 500}, OK).users.count);
    (void)looked_up((struct uuids){ids, 501}, (struct texts){emails, 500}, ERR_VALIDATION);
    assert_string_equal("ids", rq.problems.first->field);
    (void)looked_up((struct uuids){ids, 500}, (struct texts){emails, 501}, ERR_VALIDATION);
    assert_string_equal("emails", rq.problems.first->field);
    assert_int_equal(0, by_id_calls);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_is_found_in_the_order_in_which_it_was_asked, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_asked_costs_no_statement, set_up, tear_down),
        cmocka_unit_test_setup_teardown(more_than_five_hundred_of_either_are_refused, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
