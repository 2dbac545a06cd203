#include "services/calendar/calendar_close.h"

#include "services/calendar/tell.h"

enum err
calendar_close(struct request *rq, const struct calendar *stored, int64_t *access_version)
{
    const struct sql_calendar_members_leave leave = {.id = stored->id};
    struct sql_calendar_delete_row row;
    struct sql_readers readers;
    struct calendar gone = *stored;
    enum err err;

    err = sql_calendar_delete(rq, &(struct sql_calendar_delete){.id = stored->id}, &row);
    if (!err)
        err = sql_calendar_members_leave(rq, &leave, &readers);
    if (err)
        return err;
    gone.has_transfer_to = gone.has_transfer_until = false;
    gone.version = row.version;
    gone.updated_at = row.updated_at;
    *access_version = row.access_version;
    return tell_deleted(rq, &gone, &readers);
}
