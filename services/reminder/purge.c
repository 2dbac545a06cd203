#include "services/reminder/purge.h"

#include "gen/reminder/sql.h"
#include "services/reminder/drop.h"
#include "services/reminder/pace.h"
#include "shared/actor/outbox.h"
#include "shared/actor/purge.h"

enum { PURGE_ROWS = 1000, BATCH = 500 }; /* LIMIT of the purges */

static enum err
purge_departed(struct request *rq, int64_t *affected)
{
    return sql_reminder_departed_purge(rq, &(struct sql_reminder_departed_purge){.now = pace_now()},
                                       affected);
}

static enum err
purge_reminders(struct request *rq, int64_t *affected)
{
    return sql_reminders_purge(rq, &(struct sql_reminders_purge){.now = pace_now()}, affected);
}

/* Before what they have told is forgotten. */
static enum err
purge_defaults(struct request *rq)
{
    const struct sql_defaults_over over = {.now = pace_now()};
    struct sql_defaults_over_row *rows;
    size_t count;
    enum err err = sql_defaults_over(rq, &over, &rows, &count);

    return err || count == 0 ? err : drop_rows(rq, drop_ids(rq, rows, sizeof *rows, count));
}

static enum err
purge_fired(struct request *rq, int64_t *affected)
{
    enum err err = purge_defaults(rq);

    return err ? err : sql_fired_purge(rq, &(struct sql_fired_purge){.now = pace_now()}, affected);
}

static enum err
purge_snoozes(struct request *rq, int64_t *affected)
{
    return sql_snoozes_purge(rq, &(struct sql_snoozes_purge){.now = pace_now()}, affected);
}

/* An event that cannot be restored any more. */
static enum err
purge_event(struct request *rq, struct uuid event_id)
{
    const struct sql_course_purge course = {.event_id = event_id};
    const struct sql_course_reminders_purge some = {.event_id = event_id, .rows = BATCH};
    struct sql_course_reminders_purge_row *rows;
    size_t count;
    enum err err;

    do {
        err = sql_course_reminders_purge(rq, &some, &rows, &count);
        if (!err && count > 0)
            err = drop_rows(rq, drop_ids(rq, rows, sizeof *rows, count));
        if (!err)
            err = pause_transaction(rq);
    } while (!err && count == BATCH);
    return err ? err : sql_course_purge(rq, &course, NULL);
}

static enum err
purge_events(struct request *rq)
{
    const struct sql_courses_gone gone = {.now = pace_now()};
    struct sql_courses_gone_row *rows;
    struct uuid ids[100];
    size_t count;
    enum err err;

    do {
        err = sql_courses_gone(rq, &gone, &rows, &count);
        for (size_t i = 0; !err && i < count; i++)
            ids[i] = rows[i].event_id;
        for (size_t i = 0; !err && i < count; i++)
            err = purge_event(rq, ids[i]);
        if (!err)
            err = pause_transaction(rq);
    } while (!err && count > 0);
    return err;
}

enum err
reminder_purge(struct request *rq)
{
    enum err err = purge_departed(rq, NULL);

    if (!err)
        err = purge_all(rq, purge_reminders, PURGE_ROWS);
    if (!err)
        err = purge_all(rq, purge_fired, PURGE_ROWS);
    if (!err)
        err = purge_all(rq, purge_snoozes, PURGE_ROWS);
    return err ? err : purge_events(rq);
}
