#include "services/delivery/webhook_result.h"

#include "gen/delivery/events.h"
#include "gen/delivery/sql.h"
#include "services/delivery/webhook_mail.h"
#include "shared/base/arena.h"

enum { FAILING_DAYS = 5 };

static bool
uuids_have(struct uuids set, struct uuid id)
{
    for (size_t i = 0; i < set.count; i++)
        if (uuid_equal(set.items[i], id))
            return true;
    return false;
}

/* Each webhook once, of which an attempt ended so and none as in `but`. */
static struct uuids
webhooks_with(struct arena *a, const struct webhook_result *all, size_t count, enum webhook_end end,
              struct uuids but)
{
    struct uuid *ids = arena_array(a, struct uuid, count + 1);
    struct uuids set = {ids, 0};

    for (size_t i = 0; i < count; i++)
        if (all[i].end == end && !uuids_have(set, all[i].webhook_id) &&
            !uuids_have(but, all[i].webhook_id))
            ids[set.count++] = all[i].webhook_id;
    return set;
}

static enum err
disable(struct request *rq, struct uuids ids, const char *reason, struct instant now)
{
    const struct sql_webhooks_disable to = {
        .ids = ids,
        .reason = reason,
        .before = {now.us - FAILING_DAYS * DAY_US},
        .now = now,
    };
    struct sql_webhook_stored *rows;
    size_t count = 0;
    enum err err = ids.count > 0 ? sql_webhooks_disable(rq, &to, &rows, &count) : OK;

    for (size_t i = 0; !err && i < count; i++) {
        err = announce_webhook_disabled(rq, &rows[i].webhook, rows[i].webhook.version - 1,
                                        audience_of_one(rq, rows[i].user_id));
        if (!err)
            err = webhook_mail_request(rq, rows[i].webhook.id, now);
    }
    return err;
}

enum err
webhook_results(struct request *rq, const struct webhook_result *all, size_t count,
                struct instant now)
{
    const struct uuids none = {NULL, 0};
    struct uuids accepted = webhooks_with(rq->arena, all, count, WEBHOOK_ACCEPTED, none);
    struct uuids failed = webhooks_with(rq->arena, all, count, WEBHOOK_FAILED, accepted);
    struct uuids gone = webhooks_with(rq->arena, all, count, WEBHOOK_GONE, none);
    enum err err = OK;

    if (accepted.count > 0)
        err = sql_webhooks_accepted(rq, &(struct sql_webhooks_accepted){.ids = accepted}, NULL);
    if (!err && failed.count > 0)
        err =
            sql_webhooks_failed(rq, &(struct sql_webhooks_failed){.ids = failed, .now = now}, NULL);
    if (!err)
        err = disable(rq, gone, "gone", now);
    return err ? err : disable(rq, failed, "failing", now);
}
