#include "services/reminder/quiet.h"

#include "gen/reminder/events.h"
#include "services/reminder/pace.h"
#include "services/reminder/zone.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/request/amend.h"

#include <string.h>

/* ---------------------------------------------------------------- when they are */

static int64_t
quiet_minutes(const char *text)
{
    return ((text[0] - '0') * 10 + (text[1] - '0')) * 60 + (text[3] - '0') * 10 + (text[4] - '0');
}

bool
quiet_end(const struct tz *zone, const char *from, const char *until, struct instant at,
          struct instant *end)
{
    const struct local wall = local_shown(tz_to_wall(zone, at));
    const int64_t midnight_us = instant_of_day(day_of_instant((struct instant){wall.us})).us;
    const int64_t now_us = wall.us - midnight_us;
    const int64_t from_us = quiet_minutes(from) * MINUTE_US;
    const int64_t until_us = quiet_minutes(until) * MINUTE_US;
    const bool over_night = from_us > until_us;
    const bool is_quiet = over_night ? now_us >= from_us || now_us < until_us
                                     : now_us >= from_us && now_us < until_us;
    struct local ends = {midnight_us + until_us};

    if (over_night && now_us >= from_us)
        ends.us += DAY_US;
    *end = tz_to_instant(zone, ends);
    return is_quiet && end->us > at.us;
}

/* ---------------------------------------------------------------- what is put off */

static const struct sql_quiet_of_row *
quiet_of(const struct sql_quiet_of_row *rows, size_t count, struct uuid user_id)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(rows[i].user_id, user_id))
            return &rows[i];
    return NULL;
}

static bool
quiet_is(const struct sql_due *row, const struct sql_quiet_of_row *quiet, struct instant now,
         struct instant *end)
{
    return quiet != NULL && row->snooze == 0 &&
           quiet_end(tz_or_utc(quiet->zone), quiet->starts, quiet->ends, now, end) &&
           row->begins_at.us >= end->us;
}

static enum err
quiet_read(struct request *rq, const struct sql_due *rows, size_t count,
           struct sql_quiet_of_row **quiet, size_t *quiet_count)
{
    struct uuid *user_ids = arena_array(rq->arena, struct uuid, count + 1);
    const struct sql_quiet_of of = {.user_ids = {user_ids, count}};

    for (size_t i = 0; i < count; i++)
        user_ids[i] = rows[i].user_id;
    return sql_quiet_of(rq, &of, quiet, quiet_count);
}

enum err
quiet_put_off(struct request *rq, struct sql_due *rows, size_t *count)
{
    const struct instant now = pace_now();
    struct uuid *ids = arena_array(rq->arena, struct uuid, *count + 1);
    struct local *untils = arena_array(rq->arena, struct local, *count + 1);
    struct sql_quiet_of_row *quiet;
    size_t quiet_count, n = 0, off = 0;
    struct instant end;
    enum err err = quiet_read(rq, rows, *count, &quiet, &quiet_count);

    for (size_t i = 0; !err && quiet_count > 0 && i < *count; i++) {
        if (quiet_is(&rows[i], quiet_of(quiet, quiet_count, rows[i].user_id), now, &end)) {
            ids[off] = rows[i].id;
            untils[off++] = (struct local){end.us};
        } else {
            rows[n++] = rows[i];
        }
    }
    if (!err && off > 0) {
        const struct sql_due_put_off put_off = {.ids = {ids, off}, .untils = {untils, off}};

        *count = n;
        err = sql_due_put_off(rq, &put_off, NULL);
    }
    return err;
}

/* ---------------------------------------------------------------- what users say */

enum err
reminder_quiet_get(struct request *rq, const struct reminder_quiet_get_in *in,
                   struct quiet_hours *out)
{
    const struct sql_quiet_find find = {.user_id = rq->caller.user_id};
    enum err err = sql_quiet_find(rq, &find, out);

    (void)in;
    if (err != ERR_NOT_FOUND)
        return err;
    *out = (struct quiet_hours){.id = rq->caller.user_id, .version = 1};
    return OK;
}

static enum err
quiet_check(struct request *rq, const struct quiet_hours *q)
{
    if ((q->from == NULL) != (q->until == NULL))
        problem(rq, q->from == NULL ? "from" : "until", "is required when the other is given");
    else if (q->from != NULL && strcmp(q->from, q->until) == 0)
        problem(rq, "until", "must be another time than from");
    return refuse_problems(rq);
}

enum err
reminder_quiet_replace(struct request *rq, const struct reminder_quiet_replace_in *in,
                       struct quiet_hours *out)
{
    const struct uuid user_id = rq->caller.user_id;
    struct quiet_hours stored, next;
    const struct sql_quiet_update update = {.quiet_hours = &next, .user_id = user_id};
    const struct sql_due_look_again again = {.user_id = user_id, .now = pace_now()};
    enum err err = sql_quiet_lock(rq, &(struct sql_quiet_lock){.user_id = user_id}, &stored);

    (void)in;
    if (!err)
        err = match_version(rq, stored.version);
    if (!err)
        err = amend(rq, &quiet_hours_shape, &stored, &next);
    if (!err)
        err = quiet_check(rq, &next);
    if (!err)
        err = zone_note(rq);
    if (!err)
        err = sql_quiet_update(rq, &update, out);
    if (!err)
        err = sql_due_look_again(rq, &again, NULL);
    return err ? err
               : announce_quiet_hours_updated(rq, out, stored.version,
                                              audience_of_one(rq, user_id));
}
