/*
 * departure - what happens to calendars when an account is deleted.
 *
 * Its calendars are deleted, each announced as if the owner had done it, and it leaves the
 * calendars of others, which their members hear of.  The event of the deletion does a first batch
 * and a job the rest, so that no transaction is long, however many calendars there are.  The job
 * goes on looking for an hour: a request that the account sent just before its deletion may arrive
 * just after.
 *
 * A deletion whose event was not heard is read from auth.
 *
 * Services with a copy hear of all this by calendar.deleted and calendar.access_changes: who had the
 * account has no session any more that could use what it left.
 */
#include "services/calendar/departure.h"

#include "gen/auth/api.h"
#include "gen/calendar/sql.h"
#include "services/calendar/calendar_close.h"
#include "services/calendar/membership.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"

#include <string.h>

enum { BATCH = 50, PAGE = 1000 };

static enum err
departure_owned(struct request *rq, struct uuid user_id, size_t *done)
{
    const struct sql_calendars_of_owner owned = {.owner_id = user_id, .most = BATCH};
    struct calendar *rows;
    int64_t access_version;
    enum err err = sql_calendars_of_owner(rq, &owned, &rows, done);

    for (size_t i = 0; !err && i < *done; i++)
        err = calendar_close(rq, &rows[i], &access_version);
    return err;
}

static enum err
departure_leave(struct request *rq, struct uuid user_id, struct uuid calendar_id)
{
    const struct sql_member_find find = {.calendar_id = calendar_id, .user_id = user_id};
    struct member member;
    enum err err = sql_member_find(rq, &find, &member);

    return err ? err : membership_end(rq, &member);
}

static enum err
departure_joined(struct request *rq, struct uuid user_id, size_t *done)
{
    const struct sql_calendars_joined joined = {.user_id = user_id, .most = BATCH};
    struct calendar *rows;
    enum err err = sql_calendars_joined(rq, &joined, &rows, done);

    for (size_t i = 0; !err && i < *done; i++)
        err = departure_leave(rq, user_id, rows[i].id);
    return err;
}

/*
 * One batch; `*done` is the number of calendars deleted or left.  Never both, so that a transaction
 * locks calendars in the order of their ids alone.
 */
static enum err
departure_batch(struct request *rq, struct uuid user_id, size_t *done)
{
    enum err err = departure_owned(rq, user_id, done);

    return err || *done > 0 ? err : departure_joined(rq, user_id, done);
}

enum err
departure_of_user(struct request *rq, const struct domain_event *event)
{
    const struct sql_departed_note note = {.user_id = event->subject};
    size_t done;
    enum err err;

    if (strcmp(event->type, "user.deleted") != 0)
        return OK;
    err = sql_departed_note(rq, &note, NULL);
    return err ? err : departure_batch(rq, event->subject, &done);
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
        err = sql_departed_note(
            rq, &(struct sql_departed_note){.user_id = page.departures.items[i].user_id}, NULL);
    return err;
}

static enum err
departure_of_one(struct request *rq, struct uuid user_id)
{
    size_t done;
    enum err err;

    do {
        err = departure_batch(rq, user_id, &done);
        if (!err)
            err = pause_transaction(rq);
    } while (!err && done > 0);
    return err;
}

enum err
departure_finish(struct request *rq)
{
    const struct sql_departed_unfinished ask = {.most = BATCH};
    struct sql_departed_unfinished_row *users;
    size_t count;
    enum err err = sql_departed_unfinished(rq, &ask, &users, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = departure_of_one(rq, users[i].user_id);
    return err ? err : sql_departed_forget(rq, NULL);
}
