#include "services/reminder/defaults.h"

#include "gen/reminder/sql.h"
#include "services/reminder/pace.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"

enum { PAGE = 500 };

/* One walk through a calendar. */
struct walk {
    struct request *rq;
    struct sql_walk_next_row of;
    struct instant from, until;
};

/* ---------------------------------------------------------------- who has some */

static enum err
walk_user(struct walk *w, struct uuid user_id)
{
    const struct event_calendar_events_in in = {
        .body = {.has_user_id = true, .user_id = user_id, .calendar_id = w->of.calendar_id}};
    const struct sql_defaults_forget forget = {.calendar_id = w->of.calendar_id,
                                               .user_id = user_id};
    struct calendar_events answer;
    enum err err = ask(w->rq, &event_calendar_events_operation, &in, &answer);

    if (err != ERR_NOT_FOUND)
        return err;
    err = sql_defaults_forget(w->rq, &forget, NULL);
    return err ? err : pause_transaction(w->rq);
}

static enum err
walk_users(struct walk *w)
{
    struct sql_walk_users page = {.calendar_id = w->of.calendar_id, .rows = PAGE};
    struct sql_walk_users_row *rows;
    size_t count;
    enum err err;

    do {
        err = sql_walk_users(w->rq, &page, &rows, &count);
        if (!err)
            err = pause_transaction(w->rq);
        for (size_t i = 0; !err && i < count; i++)
            err = walk_user(w, rows[i].user_id);
        if (!err && count > 0)
            page.after_id = rows[count - 1].user_id;
    } while (!err && count == PAGE);
    return err;
}

static enum err
walk_has_users(struct walk *w, bool *has)
{
    const struct sql_walk_users page = {.calendar_id = w->of.calendar_id, .rows = 1};
    struct sql_walk_users_row *rows;
    size_t count;
    enum err err = sql_walk_users(w->rq, &page, &rows, &count);

    *has = !err && count > 0;
    return err ? err : pause_transaction(w->rq);
}

/* ---------------------------------------------------------------- their events */

static enum err
walk_stale(struct walk *w, struct uuids event_ids)
{
    const struct sql_walk_stale stale = {.event_ids = event_ids, .now = pace_now()};
    enum err err = OK;

    if (event_ids.count > 0) {
        outbox_wake(w->rq);
        err = sql_walk_stale(w->rq, &stale, NULL);
    }
    return err ? err : pause_transaction(w->rq);
}

static enum err
walk_events(struct walk *w, bool series)
{
    struct event_calendar_events_in in = {.body = {.calendar_id = w->of.calendar_id,
                                                   .is_series = series,
                                                   .from = w->from,
                                                   .until = w->until,
                                                   .after_at = w->from,
                                                   .limit = PAGE}};
    struct calendar_events answer;
    enum err err;

    do {
        err = ask(w->rq, &event_calendar_events_operation, &in, &answer);
        if (err)
            return err;
        in.body.after_at = answer.last_at;
        in.body.after_id = answer.last_id;
        err = walk_stale(w, answer.event_ids);
    } while (!err && answer.more);
    return err;
}

/* ---------------------------------------------------------------- a walk */

static enum err
walk_end(struct walk *w, bool has_users)
{
    const struct sql_walk_forget forget = {.calendar_id = w->of.calendar_id, .mark = w->of.mark};
    const struct sql_walk_done done = {
        .calendar_id = w->of.calendar_id,
        .mark = w->of.mark,
        .until = w->until,
        .look_at = {pace_now().us + DAY_US},
    };
    enum err err =
        has_users ? sql_walk_done(w->rq, &done, NULL) : sql_walk_forget(w->rq, &forget, NULL);

    return err ? err : pause_transaction(w->rq);
}

/* Those of before are gone when nobody is left: their events are read a last time. */
static enum err
walk_calendar(struct walk *w)
{
    const struct instant now = pace_now();
    bool has_users;
    enum err err = OK;

    w->from = (struct instant){now.us - DAY_US};
    w->until = (struct instant){now.us + DEFAULTS_AHEAD_US + DEFAULTS_BEFORE_US};
    if (w->of.has_walked_until)
        w->from = (struct instant){w->of.walked_until.us - DAY_US};
    else
        err = walk_users(w);
    if (!err)
        err = walk_has_users(w, &has_users);
    if (!err)
        err = walk_events(w, false);
    if (!err)
        err = walk_events(w, true);
    return err ? err : walk_end(w, has_users);
}

enum err
defaults_walk(struct request *rq)
{
    struct sql_walk_next next;
    struct walk w = {.rq = rq};
    enum err err;

    for (;;) {
        next.now = pace_now();
        err = sql_walk_next(rq, &next, &w.of);
        if (err)
            return err == ERR_NOT_FOUND ? OK : err;
        err = pause_transaction(rq);
        if (!err)
            err = walk_calendar(&w);
        if (err)
            return err;
    }
}
