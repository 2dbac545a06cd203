/*
 * Who may see which calendar, for the services that have a copy of it.
 *
 * The members of a calendar are a state with a version:
 *
 *     1. a change of it commits here, with the next version
 *     2. each service with a copy is asked to apply that version (<service>.access_apply)
 *     3. the client is answered when all have
 *     4. a service that did not answer, or was away, reads what it has missed with
 *        calendar.access_changes: pages in the order of (access_xid, id)
 *
 * access_xid is the id of the transaction that made the change.  A page ends before the oldest
 * transaction that still runs, so nothing that commits later can stand in front of a position that
 * was read.
 */
#include "services/calendar/access.h"

#include "gen/bus/bus_acl.h"
#include "gen/calendar/sql.h"
#include "shared/actor/after.h"
#include "shared/base/must.h"
#include "shared/request/cursor.h"

#include <string.h>

#define MAY_ASK(process, subject) {process, subject},
static const struct {
    const char *process, *subject;
} may_ask[] = {BUS_MAY_ASK(MAY_ASK)};

static bool
has_copy(const char *process, const char *subject)
{
    static const char end[] = ".access_apply";
    size_t len = strlen(subject);

    return strcmp(process, "calendar") == 0 && len > sizeof end - 1 &&
           strcmp(subject + len - (sizeof end - 1), end) == 0;
}

/* The services with a copy are those that let the calendar service ask them to apply a state. */
static enum err
access_tell(struct request *rq, const struct access_state *state)
{
    struct operation apply = {
        .auth = AUTH_SERVICE,
        .body = &access_state_shape,
        .body_mode = WIRE_TRUSTED,
        .input_size = sizeof *state,
    };
    enum err err = OK;

    for (size_t i = 0; !err && i < ARRAY_LEN(may_ask); i++) {
        if (!has_copy(may_ask[i].process, may_ask[i].subject))
            continue;
        apply.subject = may_ask[i].subject;
        err = after_commit(rq, &apply, state);
    }
    return err;
}

enum err
access_opened(struct request *rq, const struct calendar *c)
{
    static const char *const owner[] = {"owner"};
    const struct access_state state = {
        .calendar_id = c->id,
        .version = 1,
        .user_ids = audience_of_one(rq, c->owner_id),
        .roles = {owner, 1},
    };

    return access_tell(rq, &state);
}

enum err
access_changed(struct request *rq, struct uuid calendar_id)
{
    const struct sql_membership_state find = {.id = calendar_id};
    struct access_state state;
    enum err err = sql_membership_state(rq, &find, &state);

    return err ? err : access_tell(rq, &state);
}

enum err
access_closed(struct request *rq, struct uuid calendar_id, int64_t version)
{
    const struct access_state state = {
        .calendar_id = calendar_id,
        .version = version,
        .deleted = true,
    };

    return access_tell(rq, &state);
}

enum err
calendar_access_changes(struct request *rq, const struct calendar_access_changes_in *in,
                        struct access_changes *out)
{
    const struct access_changes_ask *after = &in->body;
    const struct sql_access_changes page = {
        .after_xid = after->after_xid,
        .after_id = after->after_id,
        .most = after->limit + 1,
    };
    struct access_change *rows;
    size_t count, fit;
    enum err err = sql_access_changes(rq, &page, &rows, &count);

    if (err)
        return err;
    fit = page_fit(&access_change_shape, rows, count, after->limit);
    *out = (struct access_changes){
        .changes = {rows, fit},
        .next_xid = fit ? rows[fit - 1].xid : after->after_xid,
        .next_id = fit ? rows[fit - 1].calendar_id : after->after_id,
        .more = fit < count,
    };
    return OK;
}
