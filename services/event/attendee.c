/*
 * attendee - the handlers of one attendee of an event.
 *
 * Who attends and who is invited by others is told by the account: whoever has one answers for itself.
 */
#include "services/event/access.h"
#include "services/event/answers.h"
#include "services/event/attendees.h"
#include "services/event/event.h"
#include "services/event/occurrence.h"
#include "services/event/same.h"
#include "services/event/stored.h"
#include "services/event/tell.h"
#include "services/event/visible.h"
#include "shared/codec/msg.h"
#include "shared/request/amend.h"
#include "shared/request/cursor.h"

/* ---------------------------------------------------------------- reading */

static enum err
attendee_event(struct request *rq, struct uuid id, struct sql_stored *out)
{
    const struct sql_event_find find = {.id = id, .user_id = rq->caller.user_id};
    struct event shown;
    enum err err = sql_event_find(rq, &find, out);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such event");
    if (err)
        return err;
    stored_show(rq, out, &shown);
    return visible_is_part(&shown)
               ? refuse(rq, ERR_FORBIDDEN, "viewers do not see who attends a hidden event")
               : OK;
}

/* At one occurrence, if one is named. */
static enum err
show_at(struct request *rq, const struct sql_stored *event, const struct moment *at,
        struct attendee *rows, size_t count)
{
    struct occurrence o;
    enum err err;

    if (at == NULL)
        return OK;
    err = occurrence_find(rq, event, at, &o);
    if (!err)
        err = answers_of(rq, o.wall, rows, count);
    for (size_t i = 0; !err && i < count; i++) {
        rows[i].has_recurrence_id = true;
        rows[i].recurrence_id = *at;
    }
    return err;
}

enum err
event_attendees(struct request *rq, const struct event_attendees_in *in, struct attendee_list *out)
{
    struct cursor at = {0};
    struct sql_stored event;
    struct attendee *rows;
    size_t count, fit;
    enum err err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &at) : OK;
    struct sql_attendee_page page = {
        .event_id = in->id,
        .after_id = at.id,
        .rows = in->limit + 1,
    };

    if (!err)
        err = attendee_event(rq, in->id, &event);
    page.calendar_id = event.event.calendar_id;
    if (!err)
        err = sql_attendee_page(rq, &page, &rows, &count);
    if (!err)
        err = show_at(rq, &event, in->has_occurrence ? &in->occurrence : NULL, rows, count);
    if (err)
        return err;
    fit = page_fit(&attendee_shape, rows, count, in->limit);
    *out = (struct attendee_list){.data = {rows, fit}};
    if (fit < count)
        out->next_cursor = cursor_encode(rq, &(struct cursor){.id = rows[fit - 1].id});
    return OK;
}

enum err
event_attendee_get(struct request *rq, const struct event_attendee_get_in *in, struct attendee *out)
{
    struct sql_stored event;
    struct sql_attendee_find find = {.id = in->attendee_id, .event_id = in->id};
    enum err err = attendee_event(rq, in->id, &event);

    find.calendar_id = event.event.calendar_id;
    if (!err)
        err = sql_attendee_find(rq, &find, out);
    if (err)
        return err == ERR_NOT_FOUND ? refuse(rq, err, "the event has no such attendee") : err;
    return show_at(rq, &event, in->has_occurrence ? &in->occurrence : NULL, out, 1);
}

static enum err
attendee_lock(struct request *rq, const struct sql_stored *event, struct uuid id,
              struct attendee *out)
{
    const struct sql_attendee_lock lock = {
        .id = id,
        .event_id = event->event.id,
        .calendar_id = event->event.calendar_id,
    };
    enum err err = sql_attendee_lock(rq, &lock, out);

    return err == ERR_NOT_FOUND ? refuse(rq, err, "the event has no such attendee") : err;
}

/* ---------------------------------------------------------------- inviting */

static enum err
tell_edit(struct request *rq, const struct sql_stored *before, struct sql_stored *row,
          const struct attendees_edit *edit)
{
    struct event was, now;
    enum err err = attendees_write(rq, edit, true, row);

    if (err)
        return err;
    stored_show(rq, before, &was);
    stored_show(rq, row, &now);
    return tell_invited(rq, &was, &now, edit);
}

enum err
event_attendee_create_before(struct request *rq, const struct event_attendee_create_in *in)
{
    return attendees_ask_one(rq, &in->body);
}

enum err
event_attendee_create(struct request *rq, const struct event_attendee_create_in *in,
                      struct attendee *out)
{
    struct sql_stored event, row;
    struct attendees_edit edit;
    enum err err = access_lock_event(rq, in->id, NULL, &event);

    if (!err)
        err = attendees_add(rq, in->id, &in->body, &edit);
    row = event;
    if (!err)
        err = tell_edit(rq, &event, &row, &edit);
    return err ? err : attendee_lock(rq, &event, edit.now[edit.now_count - 1].id, out);
}

enum err
event_attendee_delete(struct request *rq, const struct event_attendee_delete_in *in)
{
    struct sql_stored event, row;
    struct attendee attendee;
    struct attendees_edit edit;
    enum err err = access_lock_event(rq, in->id, NULL, &event);

    if (!err)
        err = attendee_lock(rq, &event, in->attendee_id, &attendee);
    if (!err)
        err = match_version(rq, attendee.version);
    if (!err)
        err = attendees_remove(rq, &attendee, &edit);
    row = event;
    return err ? err : tell_edit(rq, &event, &row, &edit);
}

/* ---------------------------------------------------------------- answering */

/* Which occurrences are answered to. */
struct answered {
    struct uuid event_id, id;
    const char *scope;
    const struct moment *occurrence; /* NULL: none named */
};

/* Who changes an attendee, and of which event. */
struct answering {
    struct sql_stored event;
    struct attendee stored; /* with the answer that applies */
    bool may_write, is_own;
    bool onwards, part; /* it is not the answer to the whole */
    struct local wall;
    const char *whole; /* the answer to that */
};

static enum err
answer_lock(struct request *rq, struct uuid event_id, struct uuid id, struct answering *out)
{
    enum err err = access_lock_seen(rq, event_id, &out->event, &out->may_write);

    if (!err)
        err = attendee_lock(rq, &out->event, id, &out->stored);
    if (err)
        return err;
    out->is_own = out->stored.has_user_id && uuid_equal(out->stored.user_id, rq->caller.user_id);
    if (!out->may_write && !out->is_own)
        return refuse(rq, ERR_FORBIDDEN, "others answer for themselves");
    return match_version(rq, out->stored.version);
}

/* What is left out stays, also of a PUT. */
static enum err
keep_identity(struct request *rq, const struct answering *a, struct attendee *next)
{
    const struct attendee *stored = &a->stored;

    if (next->has_user_id && (!stored->has_user_id || !uuid_equal(next->user_id, stored->user_id)))
        problem(rq, "user_id", "does not change; invite somebody else instead");
    if (next->email != NULL && !same_text(next->email, stored->email))
        problem(rq, "email", "does not change; invite somebody else instead");
    next->has_user_id = stored->has_user_id;
    next->user_id = stored->user_id;
    next->email = stored->email;
    if ((!a->may_write || a->part) && next->name == NULL)
        next->name = stored->name;
    if (a->part && !same_text(next->name, stored->name))
        problem(rq, "name", "belongs to the whole series");
    return refuse_problems(rq);
}

static enum err
answer_check(struct request *rq, const struct answering *a, const struct attendee *next)
{
    if (!a->may_write && !same_text(next->name, a->stored.name))
        return refuse(rq, ERR_FORBIDDEN, "who attends an event sets its own status only");
    if (!a->is_own && a->stored.has_user_id && !same_text(next->status, a->stored.status))
        return refuse(rq, ERR_FORBIDDEN, "who has an account answers for itself");
    return OK;
}

static enum err
answer_check_scope(struct request *rq, const struct answered *to)
{
    bool all = same_text(to->scope, "all");

    if (all && to->occurrence != NULL)
        problem(rq, "occurrence", "goes only with scope=this and scope=following");
    if (!all && to->occurrence == NULL)
        problem(rq, "occurrence", "is required with scope=%s", to->scope);
    return refuse_problems(rq);
}

/* Where it answers to, and what applies there now. */
static enum err
answer_place(struct request *rq, const struct answered *to, struct answering *a)
{
    struct occurrence o;
    enum err err;

    a->whole = a->stored.status;
    a->part = false;
    if (to->occurrence == NULL)
        return OK;
    err = occurrence_find(rq, &a->event, to->occurrence, &o);
    if (err)
        return err;
    a->onwards = same_text(to->scope, "following");
    a->part = !a->onwards || !occurrence_is_first(rq, &a->event, &o);
    a->wall = o.wall;
    return a->part ? show_at(rq, &a->event, to->occurrence, &a->stored, 1) : OK;
}

static enum err
answer_write(struct request *rq, const struct answering *a, const struct attendee *next,
             struct attendee *out)
{
    const struct sql_attendee_set set = {.id = next->id,
                                         .calendar_id = next->calendar_id,
                                         .name = next->name,
                                         .status = a->part ? a->whole : next->status};
    bool answers = a->is_own || !a->stored.has_user_id;
    enum err err = OK;

    if (a->part)
        err = answers_give(rq, next->id, a->wall, a->onwards, next->status);
    else if (answers &&
             (rq->operation->body_mode != WIRE_PARTIAL || map_find(rq->body, "status") != NULL))
        err = answers_forget(rq, next->id);
    if (!err)
        err = sql_attendee_set(rq, &set, out);
    out->status = next->status;
    out->has_recurrence_id = next->has_recurrence_id;
    out->recurrence_id = next->recurrence_id;
    return err;
}

static enum err
attendee_answer(struct request *rq, const struct answered *to, struct attendee *out)
{
    struct answering a;
    struct attendee next;
    enum err err = answer_check_scope(rq, to);

    if (!err)
        err = answer_lock(rq, to->event_id, to->id, &a);
    if (!err)
        err = answer_place(rq, to, &a);
    if (!err)
        err = amend(rq, &attendee_shape, &a.stored, &next);
    if (!err)
        err = keep_identity(rq, &a, &next);
    if (!err)
        err = answer_check(rq, &a, &next);
    if (!err)
        err = answer_write(rq, &a, &next, out);
    if (!err)
        err = attendees_settle(rq, false, &a.event);
    return err ? err : tell_attendee(rq, &a.event.event, out);
}

enum err
event_attendee_replace(struct request *rq, const struct event_attendee_replace_in *in,
                       struct attendee *out)
{
    const struct answered to = {in->id, in->attendee_id, in->scope,
                                in->has_occurrence ? &in->occurrence : NULL};

    return attendee_answer(rq, &to, out);
}

enum err
event_attendee_patch(struct request *rq, const struct event_attendee_patch_in *in,
                     struct attendee *out)
{
    const struct answered to = {in->id, in->attendee_id, in->scope,
                                in->has_occurrence ? &in->occurrence : NULL};

    return attendee_answer(rq, &to, out);
}
