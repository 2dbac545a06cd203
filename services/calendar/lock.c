#include "services/calendar/lock.h"

#include "gen/calendar/sql.h"
#include "shared/request/request.h"

#include <string.h>

static enum err
absent(struct request *rq, enum err err)
{
    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such calendar") : err;
}

enum err
calendar_see(struct request *rq, struct uuid id, struct calendar *out)
{
    const struct sql_calendar_find find = {.id = id, .user_id = rq->caller.user_id};

    return absent(rq, sql_calendar_find(rq, &find, out));
}

enum err
calendar_lock_seen(struct request *rq, struct uuid id, struct calendar *out)
{
    const struct sql_calendar_lock lock = {.id = id, .user_id = rq->caller.user_id};

    return absent(rq, sql_calendar_lock(rq, &lock, out));
}

enum err
calendar_lock_owned(struct request *rq, struct uuid id, struct calendar *out)
{
    enum err err = calendar_lock_seen(rq, id, out);

    if (!err && strcmp(out->role, "owner") != 0)
        return refuse(rq, ERR_FORBIDDEN, "only the calendar's owner may do that");
    return err;
}
