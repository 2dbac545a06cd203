/* Announcements that are stored together, as their statement takes them. */
#include "shared/actor/outbox_gathered.h"

#include "shared/actor/outbox.h"
#include "shared/base/check.h"
#include "shared/base/test_arena.h"
#include "shared/request/request.h"

#include <stdio.h>
#include <string.h>

static const struct uuid users[] = {{{1}}, {{2}}, {{3}}};

static void
note(struct request *rq, const char *payload, size_t first, size_t count)
{
    gathered_add(rq->gathered, &(struct sql_outbox_insert){.id = uuid_new(),
                                                           .type = "thing.created",
                                                           .subject = "",
                                                           .has_version = count > 0,
                                                           .version = (int64_t)count,
                                                           .payload = payload,
                                                           .audience = {users + first, count}});
}

/* `1-2 1-2 3-3`: whose members each row has. */
static const char *
audiences(const struct sql_outbox_insert_all *rows)
{
    static char text[200];
    size_t len = 0;

    text[0] = '\0';
    for (size_t i = 0; i < rows->ids.count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%d-%d", i > 0 ? " " : "",
                                (int)rows->firsts.items[i], (int)rows->lasts.items[i]);
    return text;
}

static void
rows_that_share_an_audience_send_it_once(void **state)
{
    struct request rq = {.arena = arena};
    struct sql_outbox_insert_all rows;

    (void)state;
    outbox_gather(&rq);
    note(&rq, "a", 0, 2);
    note(&rq, "b", 0, 2);
    note(&rq, "c", 0, 0);
    note(&rq, "d", 2, 1);
    note(&rq, "e", 1, 2);
    gathered_rows(rq.gathered, &rows);
    assert_string_equal("1-2 1-2 3-2 3-3 4-5", audiences(&rows));
    assert_int_equal(5, rows.members.count);
    assert_true(uuid_equal(rows.members.items[2], users[2]));
    assert_true(uuid_equal(rows.members.items[3], users[1]));
    assert_int_equal(2, rows.versions.items[1]);
    assert_int_equal(0, rows.versions.items[2]);
    assert_string_equal("e", rows.payloads.items[4]);
}

static void
what_is_forgotten_is_not_stored(void **state)
{
    struct request rq = {.arena = arena};
    struct sql_outbox_insert_all rows;
    char payload[8];

    (void)state;
    outbox_gather(&rq);
    for (int i = 0; i < 300; i++) {
        size_t before = outbox_gathered(&rq);

        snprintf(payload, sizeof payload, "%d", i);
        note(&rq, payload, 0, 1);
        if (i % 3 == 0)
            outbox_forget(&rq, before);
    }
    gathered_rows(rq.gathered, &rows);
    assert_int_equal(200, rows.ids.count);
    assert_string_equal("1", rows.payloads.items[0]);
    assert_string_equal("299", rows.payloads.items[199]);
    outbox_forget(&rq, 0);
    assert_int_equal(0, outbox_gathered(&rq));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_that_share_an_audience_send_it_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_forgotten_is_not_stored, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
