#include "services/reminder/tzdata.h"

#include "gen/reminder/sql.h"
#include "services/reminder/pace.h"
#include "shared/actor/outbox.h"
#include "shared/base/log.h"
#include "shared/time/tz.h"

enum { PAGE = 500 };

/* Rows of no version wait for their event to be read, also when they come due before. */
static enum err
tzdata_due(struct request *rq)
{
    struct sql_tzdata_due page = {.rows = PAGE};
    struct sql_tzdata_due_row *rows;
    size_t count;
    enum err err;

    do {
        err = sql_tzdata_due(rq, &page, &rows, &count);
        for (size_t i = 0; !err && i < count; i++)
            if (uuid_compare(rows[i].id, page.after_id) > 0)
                page.after_id = rows[i].id;
        if (!err)
            err = pause_transaction(rq);
    } while (!err && count == PAGE);
    return err;
}

static enum err
tzdata_stale(struct request *rq)
{
    struct sql_tzdata_stale page = {.rows = PAGE, .now = pace_now()};
    struct sql_tzdata_stale_row *rows;
    size_t count;
    enum err err;

    do {
        err = sql_tzdata_stale(rq, &page, &rows, &count);
        for (size_t i = 0; !err && i < count; i++)
            if (uuid_compare(rows[i].event_id, page.after_id) > 0)
                page.after_id = rows[i].event_id;
        outbox_wake(rq);
        if (!err)
            err = pause_transaction(rq);
    } while (!err && count == PAGE);
    return err;
}

/* The first time there is nothing that was computed with other zones. */
enum err
tzdata_compare(struct request *rq)
{
    const struct sql_tzdata_put put = {.digest = tz_data_digest()};
    struct sql_tzdata_find_row row;
    enum err err = sql_tzdata_find(rq, &row);

    if (!err && row.digest == put.digest)
        return OK;
    if (!err) {
        log_event(LOG_INFO, "reminder.tzdata.changed", NULL);
        err = tzdata_due(rq);
        if (!err)
            err = tzdata_stale(rq);
    }
    return err && err != ERR_NOT_FOUND ? err : sql_tzdata_put(rq, &put, NULL);
}
