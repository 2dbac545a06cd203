#include "services/event/attendees.h"

#include "gen/event/asks.h"
#include "services/event/invited.h"
#include "services/event/same.h"
#include "shared/base/arena.h"
#include "shared/codec/msg.h"

#include <string.h>

enum { EMAIL_MAX = 254 };

/* ---------------------------------------------------------------- whom auth is asked about */

struct question_lists {
    struct uuid *ids;
    const char **emails;
    size_t id_count, email_count;
};

static bool
asks_email(const struct question_lists *to, const char *email)
{
    for (size_t i = 0; i < to->email_count; i++)
        if (strcmp(to->emails[i], email) == 0)
            return true;
    return false;
}

static bool
asks_id(const struct question_lists *to, struct uuid id)
{
    for (size_t i = 0; i < to->id_count; i++)
        if (uuid_equal(to->ids[i], id))
            return true;
    return false;
}

/* Each once; false: they are too many. */
static bool
add_question(struct request *rq, const msgpack_object *one, struct question_lists *to)
{
    const char *email = msg_member_text(rq->arena, one, "email");
    const char *text = msg_member_text(rq->arena, one, "user_id");
    struct uuid id;

    if (email != NULL && strlen(email) <= EMAIL_MAX && !asks_email(to, email)) {
        if (to->email_count == ATTENDEES_MAX)
            return false;
        to->emails[to->email_count++] = email;
    }
    if (text != NULL && uuid_parse(text, strlen(text), &id) && !asks_id(to, id)) {
        if (to->id_count == ATTENDEES_MAX)
            return false;
        to->ids[to->id_count++] = id;
    }
    return true;
}

/* What is not as the contract wants it is refused by the handler, and not asked about. */
static bool
add_questions(struct request *rq, const msgpack_object *body, struct question_lists *to)
{
    const msgpack_object *all = body != NULL ? map_find(body, "attendees") : NULL;
    bool fit = true;

    if (all == NULL || all->type != MSGPACK_OBJECT_ARRAY || all->via.array.size > ATTENDEES_MAX)
        return true;
    for (uint32_t i = 0; fit && i < all->via.array.size; i++)
        fit = add_question(rq, &all->via.array.ptr[i], to);
    return fit;
}

enum err
attendees_ask(struct request *rq, const msgpack_object *const *bodies, size_t count)
{
    struct question_lists to = {.ids = arena_array(rq->arena, struct uuid, ATTENDEES_MAX),
                                .emails = arena_array(rq->arena, const char *, ATTENDEES_MAX)};
    struct auth_users_lookup_in who = {.body = {.ids = {NULL, 0}}};

    for (size_t i = 0; i < count; i++)
        if (!add_questions(rq, bodies[i], &to)) {
            problem(rq, "items", "invite more than %d addresses or accounts", ATTENDEES_MAX);
            return refuse_problems(rq);
        }
    if (to.id_count + to.email_count == 0)
        return OK;
    who.body.ids = (struct uuids){to.ids, to.id_count};
    who.body.emails = (struct texts){to.emails, to.email_count};
    return ask_auth_users_lookup(rq, &who);
}

enum err
attendees_ask_one(struct request *rq, const struct attendee *one)
{
    struct auth_users_lookup_in who = {.body = {.ids = {NULL, 0}}};

    if (one->has_user_id == (one->email != NULL)) {
        problem(rq, "email", "either email or user_id says who");
        return refuse_problems(rq);
    }
    if (one->has_user_id)
        who.body.ids = audience_of_one(rq, one->user_id);
    else
        who.body.emails = (struct texts){&one->email, 1};
    return ask_auth_users_lookup(rq, &who);
}

/* ---------------------------------------------------------------- those who are invited anew */

static const struct found_user *
find_user(const struct users_found *found, const struct event_attendee *one)
{
    for (size_t i = 0; i < found->users.count; i++) {
        const struct found_user *user = &found->users.items[i];

        if (one->email != NULL ? user->email != NULL && strcmp(user->email, one->email) == 0
                               : user->email == NULL && uuid_equal(user->id, one->user_id))
            return user;
    }
    return NULL;
}

/* An account that is named must be there, and be that of an address beside it. */
static void
attendees_resolve(struct request *rq, const struct users_found *found,
                  const struct event_attendee *one, const char *field,
                  struct sql_attendee_all_row *out)
{
    const struct found_user *user = find_user(found, one);
    bool is_own;

    if (one->has_user_id && (user == NULL || !uuid_equal(user->id, one->user_id)))
        problem(rq, field,
                one->email != NULL ? "is not the verified address of user_id"
                                   : "is nobody's account");
    is_own = user != NULL && uuid_equal(user->id, rq->caller.user_id);
    *out = (struct sql_attendee_all_row){
        .id = uuid_new(),
        .has_user_id = user != NULL,
        .user_id = user != NULL ? user->id : (struct uuid){{0}},
        .email = one->email,
        .name = one->name,
        .status = user == NULL || is_own ? one->status : "needs_action",
    };
}

/* ---------------------------------------------------------------- the edit */

static struct event_attendee
as_sent(const struct sql_attendee_all_row *row)
{
    return (struct event_attendee){.has_user_id = row->has_user_id,
                                   .user_id = row->user_id,
                                   .email = row->email,
                                   .name = row->name};
}

static struct sql_attendee_all_row *
find_row(struct sql_attendee_all_row *rows, size_t count, const struct event_attendee *one)
{
    for (size_t i = 0; i < count; i++) {
        const struct event_attendee row = as_sent(&rows[i]);

        if (attendees_are_one(&row, one))
            return &rows[i];
    }
    return NULL;
}

static const struct sql_attendee_all_row *
row_of_id(const struct sql_attendee_all_row *rows, size_t count, struct uuid id)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(rows[i].id, id))
            return &rows[i];
    return NULL;
}

/* The accounts in `a` that are not in `b`. */
static struct uuids
users_without(struct request *rq, const struct sql_attendee_all_row *a, size_t a_count,
              const struct sql_attendee_all_row *b, size_t b_count)
{
    struct uuid *users = arena_array(rq->arena, struct uuid, a_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < a_count; i++)
        if (a[i].has_user_id && row_of_id(b, b_count, a[i].id) == NULL)
            users[count++] = a[i].user_id;
    return (struct uuids){users, count};
}

static void
edit_finish(struct request *rq, struct attendees_edit *edit)
{
    edit->changed = true;
    edit->gained = users_without(rq, edit->now, edit->now_count, edit->was, edit->was_count);
    edit->lost = users_without(rq, edit->was, edit->was_count, edit->now, edit->now_count);
}

static enum err
read_was(struct request *rq, const struct uuid *event_id, struct attendees_edit *out)
{
    *out = (struct attendees_edit){.was_count = 0};
    if (event_id == NULL)
        return OK;
    return sql_attendee_all(rq, &(struct sql_attendee_all){.event_id = *event_id}, &out->was,
                            &out->was_count);
}

/* The first of those that are sent that is the one; another one may name it too, by address and by account. */
static const struct event_attendee *
find_sent(struct request *rq, const struct event *next, const struct event_attendee *row)
{
    const struct event_attendee *found = NULL;

    for (size_t i = 0; i < next->attendees.count; i++) {
        const struct event_attendee *one = &next->attendees.items[i];

        if (!attendees_are_one(row, one))
            continue;
        if (found != NULL)
            problem(rq, attendees_field(rq, i, one), "is there twice");
        else
            found = one;
    }
    return found;
}

/* Everybody by the order of the ids: who is there already comes before those who are new. */
static void
take_stayers(struct request *rq, struct attendees_edit *edit, const struct event *next)
{
    for (size_t i = 0; i < edit->was_count; i++) {
        const struct event_attendee row = as_sent(&edit->was[i]);
        const struct event_attendee *sent = find_sent(rq, next, &row);

        if (sent == NULL)
            continue;
        edit->now[edit->now_count] = edit->was[i];
        edit->now[edit->now_count++].name = sent->name;
    }
}

static enum err
take_new(struct request *rq, struct attendees_edit *edit, const struct event *next)
{
    struct users_found found;
    bool asked = false;

    for (size_t i = 0; i < next->attendees.count; i++) {
        const struct event_attendee *one = &next->attendees.items[i];
        struct sql_attendee_all_row *row = &edit->now[edit->now_count];
        struct event_attendee resolved;
        enum err err = OK;

        if (find_row(edit->was, edit->was_count, one) != NULL)
            continue;
        if (!asked)
            err = asked_auth_users_lookup(rq, &found);
        if (err)
            return err;
        asked = true;
        attendees_resolve(rq, &found, one, attendees_field(rq, i, one), row);
        resolved = as_sent(row);
        if (find_row(edit->now, edit->now_count, &resolved) != NULL)
            problem(rq, attendees_field(rq, i, one), "is there twice");
        edit->now_count++;
    }
    return refuse_problems(rq);
}

enum err
attendees_edit(struct request *rq, const struct uuid *event_id, const struct event *shown,
               const struct event *next, struct attendees_edit *out)
{
    enum err err = read_was(rq, event_id, out);

    out->now = out->was;
    out->now_count = out->was_count;
    if (err || attendees_same(shown, next))
        return err;
    out->now = arena_array(rq->arena, struct sql_attendee_all_row, next->attendees.count + 1);
    out->now_count = 0;
    take_stayers(rq, out, next);
    err = take_new(rq, out, next);
    if (!err)
        edit_finish(rq, out);
    return err;
}

enum err
attendees_add(struct request *rq, struct uuid event_id, const struct attendee *one,
              struct attendees_edit *out)
{
    const struct event_attendee sent = {.has_user_id = one->has_user_id,
                                        .user_id = one->user_id,
                                        .email = one->email,
                                        .name = one->name,
                                        .status = one->status};
    struct event_attendee resolved;
    struct users_found found;
    enum err err = read_was(rq, &event_id, out);

    if (!err)
        err = asked_auth_users_lookup(rq, &found);
    if (err)
        return err;
    out->now = arena_array(rq->arena, struct sql_attendee_all_row, out->was_count + 1);
    if (out->was_count > 0)
        memcpy(out->now, out->was, out->was_count * sizeof *out->now);
    attendees_resolve(rq, &found, &sent, one->has_user_id ? "user_id" : "email",
                      &out->now[out->was_count]);
    err = refuse_problems(rq);
    if (err)
        return err;
    resolved = as_sent(&out->now[out->was_count]);
    if (find_row(out->was, out->was_count, &resolved) != NULL)
        return refuse(rq, ERR_CONFLICT, "is invited already");
    if (out->was_count >= ATTENDEES_MAX)
        return refuse(rq, ERR_CONFLICT, "an event has at most %d attendees", ATTENDEES_MAX);
    out->now_count = out->was_count + 1;
    edit_finish(rq, out);
    return OK;
}

enum err
attendees_remove(struct request *rq, const struct attendee *one, struct attendees_edit *out)
{
    enum err err = read_was(rq, &one->event_id, out);

    if (err)
        return err;
    out->now = arena_array(rq->arena, struct sql_attendee_all_row, out->was_count + 1);
    for (size_t i = 0; i < out->was_count; i++)
        if (!uuid_equal(out->was[i].id, one->id))
            out->now[out->now_count++] = out->was[i];
    edit_finish(rq, out);
    return OK;
}

/* ---------------------------------------------------------------- writing */

static enum err
insert_all(struct request *rq, struct uuid event_id, const struct sql_attendee_all_row *rows,
           size_t count)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count + 1);
    struct uuid *users = arena_array(rq->arena, struct uuid, count + 1);
    const char **texts = arena_array(rq->arena, const char *, 3 * count + 1);

    if (count == 0)
        return OK;
    for (size_t i = 0; i < count; i++) {
        ids[i] = rows[i].id;
        users[i] = rows[i].has_user_id ? rows[i].user_id : (struct uuid){{0}};
        texts[i] = rows[i].email != NULL ? rows[i].email : "";
        texts[count + i] = rows[i].name != NULL ? rows[i].name : "";
        texts[2 * count + i] = rows[i].status;
    }
    return sql_attendee_insert_all(
        rq,
        &(struct sql_attendee_insert_all){.event_id = event_id,
                                          .ids = {ids, count},
                                          .user_ids = {users, count},
                                          .emails = {texts, count},
                                          .names = {texts + count, count},
                                          .statuses = {texts + 2 * count, count}},
        NULL);
}

static enum err
insert_new(struct request *rq, struct uuid event_id, const struct attendees_edit *edit)
{
    size_t stay = 0;

    while (stay < edit->now_count &&
           row_of_id(edit->was, edit->was_count, edit->now[stay].id) != NULL)
        stay++;
    return insert_all(rq, event_id, edit->now + stay, edit->now_count - stay);
}

static enum err
drop_gone(struct request *rq, const struct attendees_edit *edit)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, edit->was_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < edit->was_count; i++)
        if (row_of_id(edit->now, edit->now_count, edit->was[i].id) == NULL)
            ids[count++] = edit->was[i].id;
    if (count == 0)
        return OK;
    return sql_attendee_drop_all(rq, &(struct sql_attendee_drop_all){.ids = {ids, count}}, NULL);
}

static enum err
rename_all(struct request *rq, const struct attendees_edit *edit)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, edit->now_count + 1);
    const char **names = arena_array(rq->arena, const char *, edit->now_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < edit->now_count; i++) {
        const struct sql_attendee_all_row *now = &edit->now[i];
        const struct sql_attendee_all_row *was = row_of_id(edit->was, edit->was_count, now->id);

        if (was == NULL || same_text(was->name, now->name))
            continue;
        ids[count] = now->id;
        names[count++] = now->name != NULL ? now->name : "";
    }
    if (count == 0)
        return OK;
    return sql_attendee_rename_all(
        rq, &(struct sql_attendee_rename_all){.ids = {ids, count}, .names = {names, count}}, NULL);
}

enum err
attendees_settle(struct request *rq, bool raised, struct sql_stored *row)
{
    const struct sql_attendee_page first = {
        .event_id = row->event.id, .calendar_id = row->event.calendar_id, .rows = INVITED_SHOWN};
    struct sql_event_attendees_set set = {
        .id = row->event.id, .raised = raised, .user_id = rq->caller.user_id};
    struct attendee *rows;
    size_t count;
    enum err err = sql_attendee_page(rq, &first, &rows, &count);

    if (err)
        return err;
    set.invited = invited_doc(rq, rows, count);
    return sql_event_attendees_set(rq, &set, row);
}

enum err
attendees_write(struct request *rq, const struct attendees_edit *edit, bool raised,
                struct sql_stored *row)
{
    enum err err;

    if (!edit->changed)
        return OK;
    err = drop_gone(rq, edit);
    if (!err)
        err = rename_all(rq, edit);
    if (!err)
        err = insert_new(rq, row->event.id, edit);
    return err ? err : attendees_settle(rq, raised, row);
}

enum err
attendees_copy(struct request *rq, struct attendees_edit *edit, struct sql_stored *row)
{
    struct sql_attendee_all_row *rows =
        arena_array(rq->arena, struct sql_attendee_all_row, edit->now_count + 1);
    struct uuid *ids = arena_array(rq->arena, struct uuid, edit->now_count + 1);

    for (size_t i = 0; i < edit->now_count; i++) {
        rows[i] = edit->now[i];
        rows[i].id = ids[i] = uuid_new();
    }
    edit->copies = (struct uuids){ids, edit->now_count};
    return insert_all(rq, row->event.id, rows, edit->now_count);
}
