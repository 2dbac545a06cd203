/*
 * delivery - the actor that sends what leaves the platform.
 *
 * It answers delivery.* and is the only program that touches the delivery tables.  Read from the bottom
 * up: mailbox[] lists every message; each handler turns one decoded request into SQL and one reply.
 * What sends is the runner (runner.h), on a thread of its own.
 */
#include "services/delivery/delivery.h"

#include "gen/delivery/calls.h"
#include "gen/delivery/sql.h"
#include "services/delivery/departure.h"
#include "services/delivery/key.h"
#include "services/delivery/settings.h"
#include "shared/actor/purge.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

enum { PURGE_ROWS = 1000 }; /* LIMIT of the purges */

enum err
delivery_retry(struct request *rq, const struct delivery_retry_in *in, struct delivery_retried *out)
{
    const struct sql_delivery_retry again = {.channel = in->body.channel, .now = instant_now()};

    return sql_delivery_retry(rq, &again, &out->count);
}

static enum err
purge_departed(struct request *rq, int64_t *affected)
{
    return sql_delivery_departed_purge(
        rq, &(struct sql_delivery_departed_purge){.now = instant_now()}, affected);
}

static enum err
purge_bodies(struct request *rq, int64_t *affected)
{
    const struct sql_delivery_bodies_purge old = {.now = instant_now()};

    return sql_delivery_bodies_purge(rq, &old, affected);
}

static enum err
purge_deliveries(struct request *rq, int64_t *affected)
{
    return sql_delivery_purge(rq, &(struct sql_delivery_purge){.now = instant_now()}, affected);
}

static enum err
purge_addresses(struct request *rq, int64_t *affected)
{
    return sql_addresses_purge(rq, &(struct sql_addresses_purge){.now = instant_now()}, affected);
}

static enum err
purge_hours(struct request *rq, int64_t *affected)
{
    return sql_mail_hours_purge(rq, &(struct sql_mail_hours_purge){.now = instant_now()}, affected);
}

static void
delivery_start(void)
{
    key_load(settings.key);
}

static enum err
delivery_purge(struct request *rq)
{
    enum err err = purge_departed(rq, NULL);

    if (!err)
        err = purge_hours(rq, NULL);
    if (!err)
        err = purge_all(rq, purge_addresses, PURGE_ROWS);
    if (!err)
        err = purge_all(rq, purge_bodies, PURGE_ROWS);
    return err ? err : purge_all(rq, purge_deliveries, PURGE_ROWS);
}

/* clang-format off */
static const struct mailbox_row mailbox[] = {
    /* message              decode, call, encode       class */
    {DELIVERY_MAIL_STOP,      delivery_mail_stop_call,     DB_WRITE},
    {DELIVERY_RETRY,          delivery_retry_call,         SLOW},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, DELIVERY_MESSAGES);

static const struct consumer_row consumers[] = {
    {"delivery_users", departure_of_user, departure_rebuild},
};

static const struct job_row jobs[] = {
    {"delivery.departures", departure_finish, 2 * 1000, JOB_ALONE},
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
    .settings = &delivery_settings,
    .start = delivery_start,
};
