/*
 * departures - which accounts were deleted, and which are stopped, for services that keep something
 * of them.
 */
#include "gen/auth/api.h"
#include "gen/auth/sql.h"
#include "shared/request/cursor.h"

#include <string.h>

/*
 * Transactions that are shown have ended, so behind the last page lies all of its last one.  Its
 * position is not the id of an account: those who ask keep it, and the account is to be forgotten.
 */
static struct uuid
behind(const struct departure *last, bool more)
{
    struct uuid end;

    memset(&end, 0xff, sizeof end);
    return more ? last->user_id : end;
}

enum err
auth_departures(struct request *rq, const struct auth_departures_in *in, struct departures *out)
{
    const struct departures_ask *after = &in->body;
    const struct sql_departures page = {
        .after_xid = after->after_xid,
        .after_id = after->after_id,
        .most = after->limit + 1,
    };
    struct departure *rows;
    size_t count, fit;
    enum err err = sql_departures(rq, &page, &rows, &count);

    if (err)
        return err;
    fit = page_fit(&departure_shape, rows, count, after->limit);
    *out = (struct departures){
        .departures = {rows, fit},
        .next_xid = fit ? rows[fit - 1].xid : after->after_xid,
        .next_id = fit ? behind(&rows[fit - 1], fit < count) : after->after_id,
        .more = fit < count,
    };
    return OK;
}

enum err
auth_users_standing(struct request *rq, const struct auth_users_standing_in *in,
                    struct standing_users *out)
{
    const struct sql_users_standing find = {.user_ids = in->body.user_ids};
    struct standing_user *rows;
    size_t count;
    enum err err = sql_users_standing(rq, &find, &rows, &count);

    if (!err)
        *out = (struct standing_users){.users = {rows, count}};
    return err;
}
