#include "services/delivery/reminder_mail.h"

#include "gen/delivery/sql.h"
#include "services/delivery/delivery_id.h"
#include "shared/base/arena.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"
#include "shared/codec/wire.h"

#include <string.h>

/* An event that is over is still told of for so long: a reminder may be due at its end. */
static const int64_t LATE_US = HOUR_US;

bool
reminder_mail_is(const struct sending *s)
{
    return s->row.kind != NULL && strcmp(s->row.kind, "reminder") == 0;
}

/* ---------------------------------------------------------------- what is stored */

enum err
reminder_mails_add(struct request *rq, const struct feed_message *const *messages, size_t count,
                   struct instant now)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, 2 * count);
    const char **bodies = arena_array(rq->arena, const char *, count);
    const struct sql_reminder_mails_add add = {.ids = {ids, count},
                                               .user_ids = {ids + count, count},
                                               .bodies = {bodies, count},
                                               .now = now};

    for (size_t i = 0; i < count; i++) {
        ids[i] = delivery_id(messages[i]->user_id, messages[i]->id);
        ids[count + i] = messages[i]->user_id;
        bodies[i] = messages[i]->body;
    }
    return sql_reminder_mails_add(rq, &add, NULL);
}

/* ---------------------------------------------------------------- what is read of it */

static const msgpack_object *
stored_reminder(struct arena *a, struct bytes body)
{
    const msgpack_object *message = NULL;
    const char *why = NULL;
    struct buf packed;

    buf_init(&packed);
    if (json_to_msgpack(a, body, &packed, &why) == JSON_OK)
        message = msg_unpack(a, bytes_keep(a, (struct bytes){packed.data, packed.len}));
    buf_fini(&packed);
    return map_find(message, "data");
}

static bool
read_moment(struct arena *a, const msgpack_object *reminder, const char *name, struct moment *out)
{
    const char *text = msg_member_text(a, reminder, name);
    struct day day;

    *out = (struct moment){.is_date = false};
    if (text == NULL)
        return false;
    if (instant_parse(text, strlen(text), &out->at))
        return true;
    if (!day_parse(text, strlen(text), &day))
        return false;
    *out = (struct moment){.at = instant_of_day(day), .is_date = true};
    return true;
}

/* Of days the end is the one after the last. */
static struct times
times_between(const struct moment *start, const struct moment *end)
{
    if (start->is_date)
        return (struct times){.kind = TIMES_DAYS,
                              .first = day_of_instant(start->at),
                              .last = {day_of_instant(end->at).days - 1}};
    return (struct times){.kind = TIMES_SPAN, .start = start->at, .end = end->at};
}

static struct instant
instant_in(const struct moment *moment, const char *timezone)
{
    if (!moment->is_date)
        return moment->at;
    return tz_to_instant(tz_or_utc(timezone != NULL ? timezone : "UTC"),
                         (struct local){moment->at.us});
}

/* ---------------------------------------------------------------- what is written */

static bool
unsent(struct sending_result *end, enum outcome outcome, const char *why)
{
    *end = (struct sending_result){.outcome = outcome, .why = why};
    return false;
}

bool
reminder_mail_write(const struct sending *s, struct instant now, struct letter_content *content,
                    struct sending_result *end)
{
    struct moment due, starts, ends;
    const msgpack_object *reminder;
    const char *title;

    content->kind = "reminder";
    if (!content->proved)
        return unsent(end, OUTCOME_CANCELLED, "the address has not proved itself");
    if (s->row.body.data == NULL)
        return unsent(end, OUTCOME_CANCELLED, "its message is not kept any more");
    reminder = stored_reminder(s->arena, s->row.body);
    if (!read_moment(s->arena, reminder, "due_at", &due))
        return unsent(end, OUTCOME_SET_ASIDE, "its message cannot be read");
    title = msg_member_text(s->arena, reminder, "title");
    content->about = title != NULL && title[0] != '\0' ? title : "an event";
    content->place = msg_member_text(s->arena, reminder, "location");
    if (!read_moment(s->arena, reminder, "start_time", &starts) ||
        !read_moment(s->arena, reminder, "end_time", &ends))
        return true;
    if (instant_in(&ends, content->timezone).us <= now.us && due.at.us + LATE_US <= now.us)
        return unsent(end, OUTCOME_CANCELLED, "the event is over");
    content->when = times_between(&starts, &ends);
    return true;
}
