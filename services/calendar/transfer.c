/*
 * transfer - a calendar gets another owner: it is offered to a member, who takes it or does not.
 *
 * An offer stands in the calendar, and each change of it is a version of the calendar.  The clock of
 * the database says whether it can still be accepted; a job ends those that cannot.
 */
#include "services/calendar/transfer.h"

#include "gen/calendar/sql.h"
#include "services/calendar/access.h"
#include "services/calendar/lock.h"
#include "services/calendar/member.h"
#include "services/calendar/membership.h"
#include "services/calendar/tell.h"
#include "shared/actor/outbox.h"

#include <string.h>

enum { BATCH = 50 };

static enum err
no_offer(struct request *rq)
{
    return refuse(rq, ERR_NOT_FOUND, "the calendar is not offered");
}

enum err
calendar_transfer_get(struct request *rq, const struct calendar_transfer_get_in *in,
                      struct transfer *out)
{
    struct calendar seen;
    enum err err = calendar_see(rq, in->id, &seen);

    if (err)
        return err;
    if (!seen.has_transfer_to)
        return no_offer(rq);
    *out = (struct transfer){
        .id = seen.id,
        .user_id = seen.transfer_to,
        .until = seen.transfer_until,
        .version = seen.version,
    };
    return OK;
}

enum err
calendar_transfer(struct request *rq, const struct calendar_transfer_in *in, struct calendar *out)
{
    const struct sql_transfer_offer offer = {.id = in->id, .to = in->body.user_id};
    struct calendar calendar;
    struct member member;
    enum err err = calendar_lock_owned(rq, in->id, &calendar);

    if (!err)
        err = member_find(rq, in->id, in->body.user_id, &member);
    if (!err && uuid_equal(member.id, calendar.owner_id))
        return refuse(rq, ERR_CONFLICT, "the calendar is the owner's already");
    if (!err)
        err = sql_transfer_offer(rq, &offer, out);
    return err ? err : tell_updated(rq, out);
}

static enum err
transfer_end(struct request *rq, struct uuid calendar_id, struct calendar *now)
{
    enum err err = sql_transfer_end(rq, &(struct sql_transfer_end){.id = calendar_id}, now);

    return err ? err : tell_updated(rq, now);
}

enum err
calendar_transfer_withdraw(struct request *rq, const struct calendar_transfer_withdraw_in *in)
{
    struct calendar calendar, now;
    enum err err = calendar_lock_seen(rq, in->id, &calendar);

    if (!err && !calendar.has_transfer_to)
        return no_offer(rq);
    if (!err && strcmp(calendar.role, "owner") != 0)
        return refuse(rq, ERR_FORBIDDEN, "only the calendar's owner may do that");
    if (!err)
        err = match_version(rq, calendar.version);
    return err ? err : transfer_end(rq, in->id, &now);
}

/* Locks a calendar that is offered to the caller. */
static enum err
transfer_lock(struct request *rq, struct uuid calendar_id, struct calendar *out)
{
    enum err err = calendar_lock_seen(rq, calendar_id, out);

    if (!err && !out->has_transfer_to)
        return no_offer(rq);
    if (!err && strcmp(out->role, "owner") == 0)
        return refuse(rq, ERR_FORBIDDEN, "only the member to whom it is offered may do that");
    return err;
}

enum err
calendar_transfer_accept(struct request *rq, const struct calendar_transfer_accept_in *in,
                         struct calendar *out)
{
    const struct sql_transfer_take take = {.id = in->id, .to = rq->caller.user_id};
    struct calendar stored;
    int64_t taken = 0;
    enum err err = transfer_lock(rq, in->id, &stored);

    if (!err)
        err = sql_transfer_take(rq, &take, &taken);
    if (!err && taken == 0)
        return no_offer(rq);
    if (!err)
        err = membership_transfer(rq, &stored, rq->caller.user_id, out);
    return err ? err : access_changed(rq, in->id);
}

enum err
calendar_transfer_decline(struct request *rq, const struct calendar_transfer_decline_in *in,
                          struct calendar *out)
{
    struct calendar stored, now;
    enum err err = transfer_lock(rq, in->id, &stored);

    if (!err)
        err = transfer_end(rq, in->id, &now);
    return err ? err : calendar_see(rq, in->id, out);
}

enum err
transfer_expire(struct request *rq)
{
    const struct sql_transfers_expire expire = {.most = BATCH};
    struct calendar *rows;
    size_t count;
    enum err err;

    do {
        err = sql_transfers_expire(rq, &expire, &rows, &count);
        for (size_t i = 0; !err && i < count; i++)
            err = tell_updated(rq, &rows[i]);
        if (!err)
            err = pause_transaction(rq);
    } while (!err && count == BATCH);
    return err;
}
