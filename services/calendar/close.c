#include "services/calendar/close.h"

#include "gen/calendar/events.h"
#include "gen/calendar/sql.h"

enum err
calendar_close(struct request *rq, const struct calendar *stored, int64_t *access_version)
{
    const struct sql_calendar_members_leave leave = {.id = stored->id};
    struct sql_calendar_delete_row row;
    struct sql_audience audience;
    struct calendar gone = *stored;
    enum err err;

    err = sql_calendar_delete(rq, &(struct sql_calendar_delete){.id = stored->id}, &row);
    if (!err)
        err = sql_calendar_members_leave(rq, &leave, &audience);
    if (err)
        return err;
    gone.version = row.version;
    gone.updated_at = row.updated_at;
    *access_version = row.access_version;
    return announce_calendar_deleted(rq, &gone, stored->version, audience.user_ids);
}
