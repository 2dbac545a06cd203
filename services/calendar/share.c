/*
 * share - a calendar is shared with somebody who is known by id or by address.
 *
 * auth says who that is before the handler's transaction begins.  What it has answered is looked at
 * after the caller's right to share, so that nobody learns of accounts by calendars of others.
 */
#include "gen/calendar/asks.h"
#include "gen/calendar/sql.h"
#include "services/calendar/access.h"
#include "services/calendar/lock.h"
#include "services/calendar/membership.h"
#include "shared/base/arena.h"
#include "shared/request/request.h"

#include <string.h>

enum { MEMBERS_MAX = 1000 };

enum err
calendar_share_before(struct request *rq, const struct calendar_share_in *in)
{
    const struct share *to = &in->body;
    struct auth_users_lookup_in who = {.body = {.ids = {NULL, 0}}};

    if (to->has_user_id == (to->email != NULL)) {
        problem(rq, "email", "either email or user_id says with whom");
        return refuse_problems(rq);
    }
    if (to->has_user_id)
        who.body.ids = audience_of_one(rq, to->user_id);
    else
        who.body.emails = (struct texts){&to->email, 1};
    return ask_auth_users_lookup(rq, &who);
}

static enum err
share_find(struct request *rq, const struct share *to, struct uuid *out)
{
    struct users_found found;
    enum err err = asked_auth_users_lookup(rq, &found);

    if (err)
        return err;
    if (found.users.count == 0)
        return refuse(rq, ERR_NOT_FOUND, "there is no account with this %s",
                      to->has_user_id ? "id" : "address, or it is not verified");
    *out = found.users.items[0].id;
    return OK;
}

static enum err
share_check_room(struct request *rq, struct uuid calendar_id)
{
    const struct sql_member_count count = {.calendar_id = calendar_id};
    struct sql_member_count_row row;
    enum err err = sql_member_count(rq, &count, &row);

    if (!err && row.members >= MEMBERS_MAX)
        return refuse(rq, ERR_CONFLICT, "a calendar has at most %d members", MEMBERS_MAX);
    return err;
}

/* A member gets the role, or stays what it is; anybody else becomes one. */
static enum err
share_give(struct request *rq, struct uuid calendar_id, struct uuid user_id, const char *role,
           struct member *out)
{
    const struct sql_member_find find = {.calendar_id = calendar_id, .user_id = user_id};
    enum err err = sql_member_find(rq, &find, out);

    if (err == ERR_NOT_FOUND) {
        err = share_check_room(rq, calendar_id);
        return err ? err : membership_begin(rq, calendar_id, user_id, role, out);
    }
    if (err || strcmp(out->role, role) == 0)
        return err;
    return membership_set_role(rq, calendar_id, user_id, role, out);
}

enum err
calendar_share(struct request *rq, const struct calendar_share_in *in, struct member *out)
{
    struct calendar calendar;
    struct uuid user_id;
    enum err err = calendar_lock_owned(rq, in->id, &calendar);

    if (!err)
        err = share_find(rq, &in->body, &user_id);
    if (!err && uuid_equal(user_id, calendar.owner_id))
        return refuse(rq, ERR_CONFLICT, "the calendar is the owner's already");
    if (!err)
        err = share_give(rq, in->id, user_id, in->body.role, out);
    return err ? err : access_changed(rq, in->id);
}
