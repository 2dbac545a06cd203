/* Who hears of a change, in which role, and who is shown an offer. */
#include "services/calendar/tell.h"

#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

#include <stdio.h>
#include <string.h>

enum { OWNER = 1, EDITOR, OTHER_EDITOR, VIEWER, OTHER_VIEWER, STRANGER };

static char heard[2048];

static struct uuid
user(int n)
{
    return (struct uuid){{(uint8_t)n}};
}

enum err
sql_calendar_readers(struct request *rq, const struct sql_calendar_readers *q,
                     struct sql_readers *row)
{
    struct uuid *editors = arena_array(rq->arena, struct uuid, 2);
    struct uuid *viewers = arena_array(rq->arena, struct uuid, 2);

    (void)q;
    editors[0] = user(EDITOR);
    editors[1] = user(OTHER_EDITOR);
    viewers[0] = user(VIEWER);
    viewers[1] = user(OTHER_VIEWER);
    *row = (struct sql_readers){
        .owner_ids = audience_of_one(rq, user(OWNER)),
        .editor_ids = {editors, 2},
        .viewer_ids = {viewers, 2},
    };
    return OK;
}

/* Each as `<*, if services hear it><type> <version> <role> <offer?>:<users>`. */
enum err
announce(struct request *rq, const struct announcement *what, const void *object,
         int64_t previous_version, struct uuids audience)
{
    const struct calendar *c = object;
    size_t len = strlen(heard);

    must(previous_version == c->version - 1 && c->has_transfer_to == c->has_transfer_until);
    len += (size_t)snprintf(
        heard + len, sizeof heard - len, "%s%s %s%s%s:", what->subject != NULL ? "*" : "",
        what->type + strlen("calendar."), c->role, c->has_transfer_to ? " offered" : "",
        rq->notes != NULL ? " members" : "");
    for (size_t i = 0; i < audience.count; i++)
        len += (size_t)snprintf(heard + len, sizeof heard - len, "%d", audience.items[i].b[0]);
    snprintf(heard + len, sizeof heard - len, "; ");
    rq->notes = NULL;
    return OK;
}

static enum err
tell(struct request *rq, char what, const struct calendar *c)
{
    struct sql_readers all;

    must(sql_calendar_readers(rq, NULL, &all) == OK);
    switch (what) {
    case 'u':
        return tell_updated(rq, c);
    case 'm':
        return tell_members(rq, c, user(OTHER_EDITOR));
    case 'g':
        return tell_gained(rq, c, "viewer", user(STRANGER));
    case 'l':
        return tell_lost(rq, c, "editor", user(STRANGER));
    default:
        return tell_deleted(rq, c, &all);
    }
}

static const struct {
    char what;
    int offered_to; /* 0: nobody */
    const char *heard;
} rows[] = {
    {'u', 0, "*updated owner:1; updated editor:23; updated viewer:45; "},
    {'u', VIEWER,
     "*updated owner offered:1; updated editor:23; updated viewer offered:4; updated viewer:5; "},
    {'u', STRANGER, "*updated owner offered:1; updated editor:23; updated viewer:45; "},
    {'m', 0, "*updated owner members:1; updated editor members:2; updated viewer members:45; "},
    {'m', EDITOR,
     "*updated owner offered members:1; updated editor offered members:2; updated viewer "
     "members:45; "},
    {'g', VIEWER, "created viewer:6; "},
    {'l', VIEWER, "deleted editor:6; "},
    {'d', 0, "*deleted owner:1; deleted editor:23; deleted viewer:45; "},
};

static void
each_reader_hears_in_the_own_role(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct request rq = {.arena = a};
        const struct calendar c = {
            .role = "owner",
            .version = 7,
            .has_transfer_to = rows[i].offered_to != 0,
            .transfer_to = user(rows[i].offered_to),
            .has_transfer_until = rows[i].offered_to != 0,
        };

        heard[0] = '\0';
        CHECK(rows[i].heard, tell(&rq, rows[i].what, &c) == OK);
        assert_string_equal(heard, rows[i].heard);
    }
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_reader_hears_in_the_own_role),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
