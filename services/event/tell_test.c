/* Who hears of a change of an event, and how much of it. */
#include "services/event/tell.h"

#include "services/event/access.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

#include <stdio.h>
#include <string.h>

enum { OWNER = 1, EDITOR, VIEWER, OTHER_VIEWER, HERE = 10, THERE };

static char heard[1024];

static struct uuid
number(int n)
{
    return (struct uuid){{(uint8_t)n}};
}

static struct uuids
users(struct request *rq, int first, int second)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, 2);

    ids[0] = number(first);
    ids[1] = number(second);
    return (struct uuids){ids, second > 0 ? 2 : 1};
}

/* There, the viewer of here is an editor, and the editor of here is nobody, as the other viewer is. */
enum err
sql_access_audience(struct request *rq, const struct sql_access_audience *q,
                    struct sql_audience *out)
{
    if (q->calendar_id.b[0] == HERE)
        *out = (struct sql_audience){.whole_ids = users(rq, OWNER, EDITOR),
                                     .viewer_ids = users(rq, VIEWER, OTHER_VIEWER)};
    else
        *out = (struct sql_audience){.whole_ids = users(rq, OWNER, VIEWER)};
    return OK;
}

/* Each as `<*, if services hear it><type> <version> <title> <note?>:<users>`. */
enum err
announce(struct request *rq, const struct announcement *what, const void *object,
         int64_t previous_version, struct uuids audience)
{
    const struct event *e = object;
    size_t len = strlen(heard);

    must(previous_version == e->version - 1 && audience.count > 0);
    len += (size_t)snprintf(heard + len, sizeof heard - len,
                            "%s%s %d %s%s:", what->subject != NULL ? "*" : "",
                            what->type + strlen("event."), (int)e->version, e->title,
                            rq->notes != NULL ? " noted" : "");
    for (size_t i = 0; i < audience.count; i++)
        len += (size_t)snprintf(heard + len, sizeof heard - len, "%d", audience.items[i].b[0]);
    snprintf(heard + len, sizeof heard - len, "; ");
    rq->notes = NULL;
    return OK;
}

static const struct {
    const char *name;
    char what;
    const char *was, *is;
    const char *heard;
} cases[] = {
    {"made public", 'c', "public", "public", "*created 5 Tea noted:1234; "},
    {"made hidden", 'c', "private", "private",
     "*created 5 Tea noted:12; created 5 Busy noted:34; "},
    {"changed", 'u', "public", "public", "*updated 5 Tea noted:1234; "},
    {"hidden from now on", 'u', "public", "private",
     "*updated 5 Tea noted:12; updated 5 Busy noted:34; "},
    {"changed while hidden", 'u', "private", "confidential",
     "*updated 5 Tea noted:12; updated 5 Busy noted:34; "},
    {"shown from now on", 'u', "private", "public", "*updated 5 Tea noted:1234; "},
    {"deleted", 'd', "public", "public", "*deleted 5 Tea noted:1234; "},
    {"deleted while hidden", 'd', "private", "private",
     "*deleted 5 Tea noted:12; deleted 5 Busy noted:34; "},
    {"moved", 'm', "public", "public", "*updated 5 Tea noted:13; deleted 5 Old:24; "},
    {"moved and hidden", 'm', "public", "private", "*updated 5 Tea noted:13; deleted 5 Old:24; "},
    {"moved while hidden", 'm', "private", "private",
     "*updated 5 Tea noted:13; deleted 5 Old:2; deleted 5 Busy:4; "},
};

static enum err
tell_case(struct request *rq, size_t i)
{
    struct event before = {
        .calendar_id = number(HERE), .title = "Old", .visibility = cases[i].was, .version = 4};
    struct event now = before;

    now.title = "Tea";
    now.visibility = cases[i].is;
    now.version = 5;
    announce_note(rq, "note", NULL);
    switch (cases[i].what) {
    case 'c':
        return tell_created(rq, &now);
    case 'd':
        now.version = 4;
        return tell_deleted(rq, &now);
    case 'm':
        now.calendar_id = number(THERE);
        return tell_updated(rq, &before, &now);
    default:
        return tell_updated(rq, &before, &now);
    }
}

static void
viewers_hear_of_what_is_hidden_the_times_alone(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct request rq = {.arena = a};

        heard[0] = '\0';
        CHECK(cases[i].name, tell_case(&rq, i) == OK);
        CHECK(cases[i].name, strcmp(heard, cases[i].heard) == 0);
    }
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(viewers_hear_of_what_is_hidden_the_times_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
