/*
 * member - the handlers of a calendar's members: list, read, change a role, remove.
 */
#include "services/calendar/member.h"

#include "gen/calendar/sql.h"
#include "services/calendar/access.h"
#include "services/calendar/lock.h"
#include "services/calendar/membership.h"
#include "shared/request/amend.h"
#include "shared/request/cursor.h"

#include <string.h>

static bool
is_owner(const char *role)
{
    return strcmp(role, "owner") == 0;
}

enum err
member_find(struct request *rq, struct uuid calendar_id, struct uuid user_id, struct member *out)
{
    const struct sql_member_find find = {.calendar_id = calendar_id, .user_id = user_id};
    enum err err = sql_member_find(rq, &find, out);

    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such member") : err;
}

enum err
calendar_member_list(struct request *rq, const struct calendar_member_list_in *in,
                     struct member_list *out)
{
    struct cursor at = {0};
    struct calendar seen;
    struct member *rows;
    size_t count, fit;
    enum err err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &at) : OK;
    const struct sql_member_page page = {
        .calendar_id = in->id,
        .after = at.id,
        .most = in->limit + 1,
    };

    if (!err)
        err = calendar_see(rq, in->id, &seen);
    if (!err)
        err = sql_member_page(rq, &page, &rows, &count);
    if (err)
        return err;
    fit = page_fit(&member_shape, rows, count, in->limit);
    *out = (struct member_list){.data = {rows, fit}};
    if (fit < count)
        out->next_cursor = cursor_encode(rq, &(struct cursor){.id = rows[fit - 1].id});
    return OK;
}

enum err
calendar_member_get(struct request *rq, const struct calendar_member_get_in *in, struct member *out)
{
    struct calendar seen;
    enum err err = calendar_see(rq, in->id, &seen);

    return err ? err : member_find(rq, in->id, in->user_id, out);
}

static enum err
check_role(struct request *rq, const struct member *stored, const struct member *next)
{
    if (is_owner(stored->role))
        return refuse(rq, ERR_CONFLICT, "the role of the calendar's owner does not change");
    if (is_owner(next->role))
        problem(rq, "role", "must be editor or viewer: a calendar has one owner");
    return refuse_problems(rq);
}

/* The same role once more asks the services with a copy again, which may not have answered. */
enum err
calendar_member_patch(struct request *rq, const struct calendar_member_patch_in *in,
                      struct member *out)
{
    struct calendar calendar;
    struct member stored, next;
    enum err err = calendar_lock_owned(rq, in->id, &calendar);

    if (!err)
        err = member_find(rq, in->id, in->user_id, &stored);
    if (!err)
        err = match_version(rq, stored.version);
    if (!err)
        err = amend(rq, &member_shape, &stored, &next);
    if (!err)
        err = check_role(rq, &stored, &next);
    if (err)
        return err;
    *out = stored;
    if (strcmp(stored.role, next.role) != 0)
        err = membership_set_role(rq, in->id, in->user_id, next.role, out);
    return err ? err : access_changed(rq, in->id);
}

/* The owner removes others, and others themselves. */
static enum err
check_remove(struct request *rq, const struct calendar *calendar, const struct member *member)
{
    enum err err;

    if (!is_owner(calendar->role) && !uuid_equal(member->id, rq->caller.user_id))
        return refuse(rq, ERR_FORBIDDEN, "only the calendar's owner may remove others");
    err = match_version(rq, member->version);
    if (!err && is_owner(member->role))
        return refuse(rq, ERR_CONFLICT, "the owner of a calendar cannot leave it");
    return err;
}

enum err
calendar_member_remove(struct request *rq, const struct calendar_member_remove_in *in)
{
    struct calendar calendar;
    struct member member;
    enum err err = calendar_lock_seen(rq, in->id, &calendar);

    if (!err)
        err = member_find(rq, in->id, in->user_id, &member);
    if (!err)
        err = check_remove(rq, &calendar, &member);
    if (!err)
        err = membership_end(rq, &member);
    return err ? err : access_changed(rq, in->id);
}
