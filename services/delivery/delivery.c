/*
 * delivery - the actor that sends what leaves the platform.
 *
 * It answers delivery.* and is the only program that touches the delivery tables.  Read from the bottom
 * up: mailbox[] lists every message; each handler turns one decoded request into SQL and one reply.
 * What sends is the runner (runner.h), on a thread of its own; webhooks have files that begin so.
 */
#include "services/delivery/delivery.h"

#include "gen/delivery/calls.h"
#include "gen/delivery/sql.h"
#include "services/delivery/account_mail.h"
#include "services/delivery/departure.h"
#include "services/delivery/feed_gap.h"
#include "services/delivery/feed_in.h"
#include "services/delivery/key.h"
#include "services/delivery/mail_channel.h"
#include "services/delivery/secret.h"
#include "services/delivery/send.h"
#include "services/delivery/settings.h"
#include "services/delivery/webhook_key.h"
#include "services/delivery/webhook_owner.h"
#include "shared/actor/outbox.h"
#include "shared/actor/purge.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

enum { PURGE_ROWS = 1000, KEPT_DAYS = 30 }; /* LIMIT of the purges */

enum { UNDELIVERED_LOOKED_AT = 10000, UNDELIVERED_GROUPS = 200 };

enum err
delivery_undelivered(struct request *rq, const struct delivery_undelivered_in *in,
                     struct undelivered *out)
{
    const struct sql_delivery_undelivered all = {.most = UNDELIVERED_LOOKED_AT,
                                                 .rows = UNDELIVERED_GROUPS};
    struct undelivered_group *groups;
    enum err err = sql_delivery_undelivered(rq, &all, &groups, &out->groups.count);

    (void)in;
    out->groups.items = groups;
    return err;
}

/* Whoever sends is woken when it is committed. */
enum err
delivery_retry(struct request *rq, const struct delivery_retry_in *in, struct delivery_retried *out)
{
    const struct sql_delivery_retry again = {.state = in->body.state,
                                             .channel = in->body.channel,
                                             .kind = in->body.kind,
                                             .now = instant_now()};
    enum err err = sql_delivery_retry(rq, &again, &out->count);

    if (!err)
        outbox_wake(rq);
    return err;
}

enum err
delivery_retry_one(struct request *rq, const struct delivery_retry_one_in *in,
                   struct delivery_retried *out)
{
    const struct sql_delivery_retry_one again = {.id = in->body.id, .now = instant_now()};
    enum err err = sql_delivery_retry_one(rq, &again, &out->count);

    if (!err)
        outbox_wake(rq);
    return err;
}

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

static enum err
delivery_purge(struct request *rq)
{
    static purge_some *const purges[] = {purge_bodies, purge_deliveries, purge_webhooks,
                                         purge_addresses, purge_hours};
    enum err err = purge_departed(rq, NULL);

    for (size_t i = 0; !err && i < ARRAY_LEN(purges); i++)
        err = purge_all(rq, purges[i], PURGE_ROWS);
    return err;
}

static void
delivery_start(void)
{
    key_load(settings.key);
    mail_channel_load();
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
    {DELIVERY_WEBHOOK_TEST,            delivery_webhook_test_call,          DB_WRITE},
    {DELIVERY_WEBHOOK_DELIVERIES,      delivery_webhook_deliveries_call,    DB_READ},
    {DELIVERY_WEBHOOK_REPLAY,          delivery_webhook_replay_call,        DB_WRITE},
    {DELIVERY_MAIL_STOP,               delivery_mail_stop_call,             DB_WRITE},
    {DELIVERY_UNDELIVERED,             delivery_undelivered_call,           SLOW},
    {DELIVERY_RETRY,                   delivery_retry_call,                 SLOW},
    {DELIVERY_RETRY_ONE,               delivery_retry_one_call,             DB_WRITE},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, DELIVERY_MESSAGES);

static const struct consumer_row consumers[] = {
    {"delivery_users", departure_of_user, departure_rebuild},
    {"delivery_owners", webhook_owner_changed, webhook_owners_rebuild},
    {"delivery_account_mails", account_mail_heard, account_mail_rebuild},
    {"delivery_api_keys", webhook_key_changed, webhook_keys_rebuild},
};

static const struct job_row jobs[] = {
    {"delivery.feed", feed_in_tend, 1000, JOB_EVERYWHERE},
    {"delivery.holes", feed_gap_find, 1000, JOB_WAITS},
    {"delivery.gaps", feed_gap_tell, 1000, JOB_WAITS},
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
    .own_thread = &send_thread,
    .settings = &delivery_settings,
    .start = delivery_start,
};
