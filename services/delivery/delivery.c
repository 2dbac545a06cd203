/*
 * delivery - what this actor is for, in a sentence.
 *
 * It answers delivery.* and is the only program that touches the delivery tables.  Read from the bottom
 * up: mailbox[] lists every message; each handler turns one decoded request into SQL and one reply.
 * Another owner's delivery is answered as absent: its existence is private too.
 */
#include "services/delivery/delivery.h"

#include "gen/delivery/calls.h"
#include "gen/delivery/events.h"
#include "gen/delivery/sql.h"
#include "services/delivery/access.h"
#include "services/delivery/departure.h"
#include "shared/actor/purge.h"
#include "shared/base/must.h"

enum { PURGE_ROWS = 1000 }; /* LIMIT of the purges */

enum err
delivery_create(struct request *rq, const struct delivery_create_in *in, struct delivery *out)
{
    const struct sql_delivery_insert insert = {
        .delivery = &in->body,
        .id = uuid_new(),
        .owner_id = rq->caller.user_id,
    };
    enum err err = OK;

    if (in->body.has_calendar_id)
        err = access_check(rq, in->body.calendar_id);
    if (!err)
        err = sql_delivery_insert(rq, &insert, out);
    if (!err)
        err = announce_delivery_created(rq, out, audience_of_one(rq, out->owner_id));
    return err;
}

enum err
delivery_get(struct request *rq, const struct delivery_get_in *in, struct delivery *out)
{
    const struct sql_delivery_find find = {.id = in->id, .owner_id = rq->caller.user_id};
    enum err err = sql_delivery_find(rq, &find, out);

    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such delivery") : err;
}

static enum err
delivery_purge(struct request *rq)
{
    enum err err = sql_delivery_departed_purge(rq, NULL);

    if (!err)
        err = purge_all(rq, sql_delivery_versions_purge, PURGE_ROWS);
    return err ? err : purge_all(rq, sql_delivery_purge, PURGE_ROWS);
}

/* clang-format off */
static const struct mailbox_row mailbox[] = {
    /* message              decode, call, encode       class */
    {DELIVERY_CREATE,         delivery_create_call,        DB_WRITE},
    {DELIVERY_GET,            delivery_get_call,           DB_READ},
    {DELIVERY_ACCESS_APPLY,   delivery_access_apply_call,  DB_WRITE},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, DELIVERY_MESSAGES);

static const struct consumer_row consumers[] = {
    {"delivery_users", departure_of_user, departure_rebuild},
    {"delivery_calendars", access_of_calendar, access_rebuild},
};

static const struct job_row jobs[] = {
    {"delivery.departures", departure_finish, 2 * 1000, JOB_ALONE},
    {"delivery.clear", access_clear, 2 * 1000, JOB_ALONE},
    {"delivery.purge", delivery_purge, 3600 * 1000, JOB_ALONE},
};

const struct actor delivery_actor = {
    .api = &delivery_api,
    .sql = &delivery_sql,
    .mailbox = mailbox,
    .mailbox_count = ARRAY_LEN(mailbox),
    .consumers = consumers,
    .consumer_count = ARRAY_LEN(consumers),
    .jobs = jobs,
    .job_count = ARRAY_LEN(jobs),
};
