/*
 * delivery - what leaves the platform: webhooks.
 *
 * It answers delivery.* and is the only program that touches the delivery tables.  Read from the
 * bottom up: mailbox[] lists every message and the file names of the handlers begin with what they
 * are about; each turns one decoded request into SQL and one reply.
 */
#include "services/delivery/delivery.h"

#include "gen/delivery/calls.h"
#include "gen/delivery/sql.h"
#include "services/delivery/departure.h"
#include "services/delivery/key.h"
#include "services/delivery/secret.h"
#include "services/delivery/settings.h"
#include "services/delivery/webhook_key.h"
#include "shared/actor/purge.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

enum { PURGE_ROWS = 1000, KEPT_DAYS = 30 }; /* LIMIT of the purges */

static struct instant
days_ago(int days)
{
    return (struct instant){instant_now().us - days * DAY_US};
}

static enum err
purge_webhooks(struct request *rq, int64_t *affected)
{
    const struct sql_webhook_purge purge = {.before = days_ago(KEPT_DAYS)};

    return sql_webhook_purge(rq, &purge, affected);
}

static enum err
delivery_purge(struct request *rq)
{
    const struct sql_delivery_departed_purge departed = {.before = days_ago(1)};
    enum err err = sql_delivery_departed_purge(rq, &departed, NULL);

    return err ? err : purge_all(rq, purge_webhooks, PURGE_ROWS);
}

static void
delivery_start(void)
{
    key_load(settings.key);
    secret_init();
}

/* clang-format off */
static const struct mailbox_row mailbox[] = {
    /* message                         decode, call, encode                 class */
    {DELIVERY_WEBHOOK_LIST,            delivery_webhook_list_call,          DB_READ},
    {DELIVERY_WEBHOOK_CREATE,          delivery_webhook_create_call,        DB_WRITE},
    {DELIVERY_WEBHOOK_GET,             delivery_webhook_get_call,           DB_READ},
    {DELIVERY_WEBHOOK_PATCH,           delivery_webhook_patch_call,         DB_WRITE},
    {DELIVERY_WEBHOOK_DELETE,          delivery_webhook_delete_call,        DB_WRITE},
    {DELIVERY_WEBHOOK_ROTATE_SECRET,   delivery_webhook_rotate_secret_call, DB_WRITE},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, DELIVERY_MESSAGES);

static const struct consumer_row consumers[] = {
    {"delivery_users", departure_of_user, departure_rebuild},
    {"delivery_api_keys", webhook_key_changed, webhook_keys_rebuild},
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
