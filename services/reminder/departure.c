#include "services/reminder/departure.h"

#include "gen/auth/api.h"
#include "gen/reminder/sql.h"
#include "services/reminder/drop.h"
#include "services/reminder/pace.h"
#include "shared/actor/after.h"

#include <string.h>

enum { BATCH = 500, PAGE = 1000 };

/* Nobody is left who could be told. */
static enum err
departure_batch(struct request *rq, struct uuid user_id)
{
    const struct sql_reminder_departed_reminders some = {.user_id = user_id, .rows = BATCH};
    const struct sql_reminder_departed_user user = {.user_id = user_id};
    struct sql_reminder_departed_reminders_row *rows;
    size_t count;
    enum err err = sql_reminder_departed_reminders(rq, &some, &rows, &count);

    if (!err && count > 0)
        err = drop_rows(rq, drop_ids(rq, rows, sizeof *rows, count));
    return err || count == BATCH ? err : sql_reminder_departed_user(rq, &user, NULL);
}

static enum err
departure_note(struct request *rq, struct uuid user_id)
{
    const struct sql_reminder_departed_note note = {.user_id = user_id, .now = pace_now()};

    return sql_reminder_departed_note(rq, &note, NULL);
}

enum err
departure_of_user(struct request *rq, const struct domain_event *event)
{
    enum err err;

    if (strcmp(event->type, "user.deleted") != 0)
        return OK;
    err = departure_note(rq, event->subject);
    return err ? err : departure_batch(rq, event->subject);
}

/* departure_finish does the rest. */
enum err
departure_rebuild(struct request *rq, struct position *at, bool *more)
{
    const struct auth_departures_in in = {
        .body = {.after_xid = at->xid, .after_id = at->id, .limit = PAGE}};
    struct departures page;
    enum err err = ask(rq, &auth_departures_operation, &in, &page);

    if (err)
        return err;
    *at = (struct position){page.next_xid, page.next_id};
    *more = page.more;
    for (size_t i = 0; !err && i < page.departures.count; i++)
        err = departure_note(rq, page.departures.items[i].user_id);
    return err;
}

enum err
departure_finish(struct request *rq)
{
    struct sql_reminder_departed_users_row *rows;
    size_t count;
    enum err err = sql_reminder_departed_users(rq, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = departure_batch(rq, rows[i].user_id);
    return err;
}
