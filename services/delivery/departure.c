#include "services/delivery/departure.h"

#include "gen/auth/api.h"
#include "gen/delivery/sql.h"
#include "services/delivery/webhook.h"
#include "shared/actor/after.h"
#include "shared/base/clock.h"

#include <string.h>

enum { BATCH = 500, PAGE = 1000 };

static enum err
delivery_depart(struct request *rq, struct uuid user_id)
{
    const struct sql_delivery_cancel_owned gone = {
        .user_id = user_id, .now = instant_now(), .rows = BATCH};
    enum err err = sql_delivery_cancel_owned(rq, &gone, NULL);

    return err ? err : webhooks_depart(rq, user_id);
}

static enum err
departure_note(struct request *rq, struct uuid user_id)
{
    const struct sql_delivery_departed_note note = {.owner_id = user_id, .now = instant_now()};

    return sql_delivery_departed_note(rq, &note, NULL);
}

enum err
departure_of_user(struct request *rq, const struct domain_event *event)
{
    enum err err;

    if (strcmp(event->type, "user.deleted") != 0)
        return OK;
    err = departure_note(rq, event->subject);
    return err ? err : delivery_depart(rq, event->subject);
}

/* departure_finish does the rest. */
enum err
departure_rebuild(struct request *rq, struct position *at, bool *more)
{
    const struct auth_departures_in in = {
        .body = {.after_xid = at->xid, .after_id = at->id, .limit = PAGE}};
    struct departures page;
    enum err err = ask(rq, &auth_departures_operation, &in, &page);

    if (err)
        return err;
    *at = (struct position){page.next_xid, page.next_id};
    *more = page.more;
    for (size_t i = 0; !err && i < page.departures.count; i++)
        err = departure_note(rq, page.departures.items[i].user_id);
    return err;
}

enum err
departure_finish(struct request *rq)
{
    struct sql_delivery_departed_owners_row *rows;
    size_t count;
    enum err err = sql_delivery_departed_owners(rq, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = delivery_depart(rq, rows[i].owner_id);
    return err;
}
