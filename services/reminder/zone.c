#include "services/reminder/zone.h"

#include "gen/auth/api.h"
#include "services/reminder/pace.h"
#include "services/reminder/stale.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/codec/msg.h"
#include "shared/request/request.h"

#include <stdlib.h>

enum { PAGE = 500 };

enum err
zone_note(struct request *rq)
{
    const struct sql_zone_note note = {
        .user_id = rq->caller.user_id, .zone = rq->caller.zone, .now = pace_now()};

    return sql_zone_note(rq, &note, NULL);
}

enum err
zone_of_users(struct request *rq, struct uuids user_ids, struct sql_zones_of_row **rows,
              size_t *count)
{
    return sql_zones_of(rq, &(struct sql_zones_of){.user_ids = user_ids}, rows, count);
}

static int
zone_compare(const void *id, const void *one)
{
    return uuid_compare(*(const struct uuid *)id, ((const struct sql_zones_of_row *)one)->user_id);
}

const struct sql_zones_of_row *
zone_among(const struct sql_zones_of_row *rows, size_t count, struct uuid user_id)
{
    if (count == 0)
        return NULL;
    return bsearch(&user_id, rows, count, sizeof *rows, zone_compare);
}

enum err
zone_of_user(struct request *rq, struct uuid user_id, const char **zone)
{
    struct sql_zone_hold_row row;
    enum err err = sql_zone_hold(rq, &(struct sql_zone_hold){.user_id = user_id}, &row);

    *zone = err ? "UTC" : row.zone;
    return err == ERR_NOT_FOUND ? OK : err;
}

/* ---------------------------------------------------------------- what auth tells */

static enum err
zone_change(struct request *rq, struct uuid user_id, int64_t version, const char *zone)
{
    const struct sql_zone_change change = {
        .user_id = user_id, .version = version, .zone = zone, .now = pace_now()};
    struct sql_zone_change_row row;
    enum err err = sql_zone_change(rq, &change, &row);

    if (err == ERR_NOT_FOUND)
        return OK;
    return err || !row.changed ? err : stale_note_user(rq, user_id);
}

enum err
zone_heard(struct request *rq, const struct domain_event *event)
{
    const char *zone;

    if (event->data == NULL)
        return OK; /* zone_look_up finds it */
    zone = msg_member_text(rq->arena, event->data, "timezone");
    return zone == NULL ? OK : zone_change(rq, event->subject, event->version, zone);
}

static enum err
zone_ask(struct request *rq, struct uuids user_ids)
{
    const struct auth_users_standing_in in = {.body = {.user_ids = user_ids}};
    struct standing_users standing;
    enum err err = ask(rq, &auth_users_standing_operation, &in, &standing);

    for (size_t i = 0; !err && i < standing.users.count; i++) {
        const struct standing_user *user = &standing.users.items[i];

        err = zone_change(rq, user->user_id, user->version, user->timezone);
    }
    return err ? err : pause_transaction(rq);
}

enum err
zone_look_up(struct request *rq)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, PAGE);
    struct sql_zones_page page = {.rows = PAGE};
    struct sql_zones_page_row *rows;
    size_t count;
    enum err err;

    do {
        err = sql_zones_page(rq, &page, &rows, &count);
        if (!err)
            err = pause_transaction(rq);
        for (size_t i = 0; !err && i < count; i++)
            ids[i] = rows[i].user_id;
        if (!err && count > 0) {
            page.after_id = ids[count - 1];
            err = zone_ask(rq, (struct uuids){ids, count});
        }
    } while (!err && count == PAGE);
    return err;
}

enum err
zone_look_up_new(struct request *rq)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, PAGE);
    struct sql_zones_new_row *rows;
    size_t count;
    enum err err = sql_zones_new(rq, &(struct sql_zones_new){.rows = PAGE}, &rows, &count);

    if (!err)
        err = pause_transaction(rq);
    for (size_t i = 0; !err && i < count; i++)
        ids[i] = rows[i].user_id;
    return err || count == 0 ? err : zone_ask(rq, (struct uuids){ids, count});
}
