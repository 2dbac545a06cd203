#include "services/reminder/defaults.h"

#include "gen/reminder/asks.h"
#include "gen/reminder/events.h"
#include "gen/reminder/sql.h"
#include "services/reminder/pace.h"
#include "services/reminder/zone.h"
#include "shared/base/arena.h"
#include "shared/crypto/uuid_derived.h"
#include "shared/request/amend.h"

#include <stdio.h>
#include <string.h>

enum { DEFAULTS_MAX = 20 }; /* of both kinds */

/* ---------------------------------------------------------------- whether the calendar may be seen */

static enum err
defaults_ask(struct request *rq, struct uuid calendar_id)
{
    const struct event_calendar_events_in ask = {
        .body = {.has_user_id = true, .user_id = rq->caller.user_id, .calendar_id = calendar_id}};

    return ask_event_calendar_events(rq, &ask);
}

static enum err
defaults_asked(struct request *rq)
{
    struct calendar_events answer;
    enum err err = asked_event_calendar_events(rq, &answer);

    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such calendar") : err;
}

/* ---------------------------------------------------------------- reading */

static enum err
defaults_read(struct request *rq, struct uuid calendar_id, int64_t version,
              struct default_reminders *out)
{
    const struct sql_defaults_rows all = {.calendar_id = calendar_id,
                                          .user_id = rq->caller.user_id};
    struct default_reminder *timed, *all_day;
    struct sql_default *rows;
    size_t count;
    enum err err = sql_defaults_rows(rq, &all, &rows, &count);

    if (err)
        return err;
    *out = (struct default_reminders){.id = calendar_id, .version = version};
    timed = arena_array(rq->arena, struct default_reminder, count + 1);
    all_day = arena_array(rq->arena, struct default_reminder, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].all_day)
            all_day[out->all_day.count++] = rows[i].default_reminder;
        else
            timed[out->timed.count++] = rows[i].default_reminder;
    }
    out->timed.items = timed;
    out->all_day.items = all_day;
    return OK;
}

enum err
reminder_default_get_before(struct request *rq, const struct reminder_default_get_in *in)
{
    return defaults_ask(rq, in->id);
}

enum err
reminder_default_get(struct request *rq, const struct reminder_default_get_in *in,
                     struct default_reminders *out)
{
    const struct sql_defaults_find find = {.calendar_id = in->id, .user_id = rq->caller.user_id};
    struct sql_defaults_find_row row = {.version = 1};
    enum err err = defaults_asked(rq);

    if (!err)
        err = sql_defaults_find(rq, &find, &row);
    if (err == ERR_NOT_FOUND && rq->why == NULL)
        err = OK;
    return err ? err : defaults_read(rq, in->id, row.version, out);
}

/* ---------------------------------------------------------------- writing */

/* As they are stored. */
struct defaults_rows {
    struct uuid ids[DEFAULTS_MAX];
    int64_t all_days[DEFAULTS_MAX], minutes[DEFAULTS_MAX];
    const char *relateds[DEFAULTS_MAX], *channels[DEFAULTS_MAX];
    size_t count;
};

static struct uuid
default_id(const struct request *rq, struct uuid calendar_id, bool all_day,
           const struct default_reminder *d)
{
    char text[160], calendar[UUID_TEXT], user[UUID_TEXT];
    int len;

    uuid_format(calendar_id, calendar);
    uuid_format(rq->caller.user_id, user);
    len = snprintf(text, sizeof text, "%s %s %d %lld %s %s", calendar, user, all_day,
                   (long long)d->minutes_before, d->related, d->channel);
    return uuid_hashed((struct bytes){(const uint8_t *)text, (size_t)len});
}

static void
defaults_add(struct request *rq, struct defaults_rows *rows, const struct default_reminder *d,
             struct uuid id, bool all_day, size_t place)
{
    for (size_t i = 0; i < rows->count; i++)
        if (uuid_equal(rows->ids[i], id))
            problem(rq, arena_printf(rq->arena, "%s[%zu]", all_day ? "all_day" : "timed", place),
                    "is there already");
    rows->ids[rows->count] = id;
    rows->all_days[rows->count] = all_day;
    rows->minutes[rows->count] = d->minutes_before;
    rows->relateds[rows->count] = d->related;
    rows->channels[rows->count++] = d->channel;
}

static enum err
defaults_rows(struct request *rq, const struct default_reminders *d, struct defaults_rows *rows)
{
    rows->count = 0;
    for (size_t i = 0; i < d->timed.count; i++)
        defaults_add(rq, rows, &d->timed.items[i], default_id(rq, d->id, false, &d->timed.items[i]),
                     false, i);
    for (size_t i = 0; i < d->all_day.count; i++)
        defaults_add(rq, rows, &d->all_day.items[i],
                     default_id(rq, d->id, true, &d->all_day.items[i]), true, i);
    return refuse_problems(rq);
}

static enum err
defaults_store(struct request *rq, struct uuid calendar_id, const struct defaults_rows *rows)
{
    const struct uuids ids = {rows->ids, rows->count};
    const struct sql_defaults_without without = {
        .calendar_id = calendar_id, .user_id = rq->caller.user_id, .ids = ids};
    const struct sql_defaults_put put = {
        .calendar_id = calendar_id,
        .user_id = rq->caller.user_id,
        .now = pace_now(),
        .ids = ids,
        .all_days = {rows->all_days, rows->count},
        .minutes = {rows->minutes, rows->count},
        .relateds = {rows->relateds, rows->count},
        .channels = {rows->channels, rows->count},
    };
    const struct sql_walk_note walk = {.calendar_id = calendar_id, .now = put.now};
    enum err err = sql_defaults_without(rq, &without, NULL);

    if (!err && rows->count > 0)
        err = sql_defaults_put(rq, &put, NULL);
    return err ? err : sql_walk_note(rq, &walk, NULL);
}

static enum err
defaults_lock(struct request *rq, struct uuid calendar_id, struct default_reminders *stored)
{
    const struct sql_defaults_lock lock = {.calendar_id = calendar_id,
                                           .user_id = rq->caller.user_id};
    struct sql_defaults_lock_row row;
    enum err err = sql_defaults_lock(rq, &lock, &row);

    if (!err)
        err = match_version(rq, row.version);
    return err ? err : defaults_read(rq, calendar_id, row.version, stored);
}

enum err
reminder_default_replace_before(struct request *rq, const struct reminder_default_replace_in *in)
{
    return defaults_ask(rq, in->id);
}

enum err
reminder_default_replace(struct request *rq, const struct reminder_default_replace_in *in,
                         struct default_reminders *out)
{
    const struct sql_defaults_raise raise = {.calendar_id = in->id, .user_id = rq->caller.user_id};
    struct sql_defaults_raise_row raised;
    struct default_reminders stored;
    struct defaults_rows rows;
    enum err err = defaults_asked(rq);

    if (!err)
        err = defaults_lock(rq, in->id, &stored);
    if (!err)
        err = amend(rq, &default_reminders_shape, &stored, out);
    if (!err)
        err = defaults_rows(rq, out, &rows);
    if (!err)
        err = zone_note(rq);
    if (!err)
        err = defaults_store(rq, in->id, &rows);
    if (!err)
        err = sql_defaults_raise(rq, &raise, &raised);
    if (err)
        return err;
    out->version = raised.version;
    return announce_default_reminders_updated(rq, out, stored.version,
                                              audience_of_one(rq, rq->caller.user_id));
}
