#include "services/reminder/drop.h"

#include "gen/reminder/events.h"
#include "gen/reminder/sql.h"
#include "services/reminder/pace.h"
#include "shared/base/arena.h"
#include "shared/request/request.h"

#include <string.h>

struct uuids
drop_ids(struct request *rq, const void *rows, size_t row_size, size_t count)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count + 1);

    for (size_t i = 0; i < count; i++)
        memcpy(&ids[i], (const char *)rows + i * row_size, sizeof ids[i]);
    return (struct uuids){ids, count};
}

enum err
drop_rows(struct request *rq, struct uuids ids)
{
    const struct sql_snoozes_forget snoozes = {.ids = ids};
    struct sql_snoozes_forget_row *rows;
    size_t count;
    enum err err = sql_due_delete(rq, &(struct sql_due_delete){.ids = ids}, NULL);

    if (!err)
        err = sql_snoozes_forget(rq, &snoozes, &rows, &count);
    if (!err && count > 0) {
        const struct sql_due_delete snoozed = {.ids = drop_ids(rq, rows, sizeof *rows, count)};

        err = sql_due_delete(rq, &snoozed, NULL);
    }
    return err ? err : sql_fired_forget(rq, &(struct sql_fired_forget){.ids = ids}, NULL);
}

enum err
drop_unread(struct request *rq, struct uuid event_id, struct uuid user_id)
{
    const struct sql_reminders_drop drop = {
        .event_id = event_id, .user_id = user_id, .now = pace_now()};
    struct reminder *rows;
    size_t count;
    enum err err = sql_reminders_drop(rq, &drop, &rows, &count);

    if (!err && count > 0)
        err = drop_rows(rq, drop_ids(rq, rows, sizeof *rows, count));
    for (size_t i = 0; !err && i < count; i++)
        err = announce_reminder_deleted(rq, &rows[i], rows[i].version - 1,
                                        audience_of_one(rq, user_id));
    return err;
}
