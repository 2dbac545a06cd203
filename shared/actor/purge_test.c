/* Purging in pieces.  The statement and the end of the transaction are this file's own. */
#include "shared/actor/purge.h"

#include "shared/actor/outbox.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

static struct {
    int64_t left; /* rows whose time is over */
    int statements, commits;
    enum err err; /* of the statement */
} world;

enum { MOST = 1000 };

enum err
pause_transaction(struct request *rq)
{
    (void)rq;
    world.commits++;
    return OK;
}

static enum err
delete_some(struct request *rq, int64_t *affected)
{
    (void)rq;
    world.statements++;
    *affected = world.left < MOST ? world.left : MOST;
    world.left -= *affected;
    return world.err;
}

static const struct {
    const char *name;
    int64_t rows;
    enum err err;
    int statements, commits;
} cases[] = {
    {"nothing", 0, OK, 1, 1},
    {"less than a piece", MOST - 1, OK, 1, 1},
    {"a piece", MOST, OK, 2, 2},
    {"more than a piece", MOST + 1, OK, 2, 2},
    {"many pieces", 24 * MOST + 5, OK, 25, 25},
    {"the database is away", 24 * MOST, ERR_UNAVAILABLE, 1, 0},
};

static void
all_is_deleted_a_transaction_for_each_piece(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct request rq = {0};

        world = (typeof(world)){.left = cases[i].rows, .err = cases[i].err};
        CHECK(cases[i].name, purge_all(&rq, delete_some, MOST) == cases[i].err);
        CHECK(cases[i].name, world.statements == cases[i].statements);
        CHECK(cases[i].name, world.commits == cases[i].commits);
        CHECK(cases[i].name, cases[i].err || world.left == 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_deleted_a_transaction_for_each_piece),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
