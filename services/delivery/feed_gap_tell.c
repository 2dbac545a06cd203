/*
 * The job that tells of gaps: one gap at a time, and of it one page of people at a time, so that no
 * run is long.
 */
#include "gen/delivery/sql.h"
#include "services/delivery/delivery_id.h"
#include "services/delivery/feed_ask.h"
#include "services/delivery/feed_gap.h"
#include "services/delivery/webhook_message.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/bus/feed.h"

#include <stdio.h>
#include <string.h>

enum { USERS = 100 };

static const char type[] = "feed.resume_gone";

/* What the stream has of one person. */
struct kept {
    struct stream_info info;
    int64_t fullest; /* messages of the fullest subject */
};

static void
each_subject(void *arg, const char *subject, int64_t messages)
{
    struct kept *kept = arg;

    (void)subject;
    if (messages > kept->fullest)
        kept->fullest = messages;
}

static enum err
read_kept(void *arg, struct bytes answer)
{
    struct kept *kept = arg;
    struct stream_refusal refusal;

    return stream_read_info(answer, &kept->info, each_subject, kept, &refusal);
}

static enum err
kept_of(struct uuid user_id, struct kept *kept)
{
    struct stream_request request;
    char id[UUID_TEXT], filter[80];

    uuid_format(user_id, id);
    snprintf(filter, sizeof filter, "in.feed.%s.>", id);
    stream_request_info(&request, FEED_STREAM, filter);
    *kept = (struct kept){.fullest = 0};
    return feed_ask(&request, read_kept, kept);
}

/* May this person's messages be among those that were dropped? */
static bool
is_concerned(const struct kept *kept, int64_t first)
{
    return (int64_t)kept->info.first > first ||
           (kept->info.subject_max > 0 && kept->fullest >= kept->info.subject_max);
}

/* The gap is known by its first place: it stands for a message's id. */
static struct uuid
gap_id(int64_t first)
{
    struct uuid id = {{0}};

    memcpy(id.b, &first, sizeof first);
    return id;
}

static enum err
tell_webhook(struct request *rq, const struct sql_webhooks_listening_row *webhook, int64_t first)
{
    const struct instant now = instant_now();
    const struct uuid id = delivery_id(webhook->id, gap_id(first));
    const char *body = webhook_message_plain(rq->arena, type, id, webhook->id, now);
    const char *const kind = type, *const state = "waiting";
    const struct sql_webhook_deliveries_add add = {
        .ids = {&id, 1},
        .kinds = {&kind, 1},
        .webhook_ids = {&webhook->id, 1},
        .user_ids = {&webhook->user_id, 1},
        .bodies = {&body, 1},
        .states = {&state, 1},
        .now = now,
    };

    outbox_wake(rq);
    return sql_webhook_deliveries_add(rq, &add, NULL);
}

static enum err
tell_user(struct request *rq, struct uuid user_id, int64_t first)
{
    const struct sql_webhooks_listening find = {.user_ids = {&user_id, 1}};
    struct sql_webhooks_listening_row *rows;
    size_t count = 0;
    enum err err = sql_webhooks_listening(rq, &find, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = tell_webhook(rq, &rows[i], first);
    return err;
}

/* The server is asked outside a transaction. */
static enum err
look_at(struct request *rq, struct uuid user_id, int64_t first)
{
    struct kept kept;
    enum err err = pause_transaction(rq);

    if (!err)
        err = kept_of(user_id, &kept);
    if (!err && is_concerned(&kept, first))
        err = tell_user(rq, user_id, first);
    return err;
}

static enum err
gap_page(struct request *rq, const struct sql_feed_gap_first_row *gap, bool *more)
{
    const struct sql_feed_gap_users page = {.after_user_id = gap->after_user_id, .rows = USERS};
    struct sql_feed_gap_users_row *rows;
    size_t count;
    enum err err = sql_feed_gap_users(rq, &page, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        if (i == 0 || !uuid_equal(rows[i].user_id, rows[i - 1].user_id))
            err = look_at(rq, rows[i].user_id, gap->first);
    *more = !err && count == USERS;
    if (err || count == 0)
        return err;
    return sql_feed_gap_move(
        rq,
        &(struct sql_feed_gap_move){.first = gap->first, .after_user_id = rows[count - 1].user_id},
        NULL);
}

enum err
feed_gap_tell(struct request *rq)
{
    struct sql_feed_gap_first_row gap;
    bool more = false;
    enum err err = sql_feed_gap_first(rq, &gap);

    if (err)
        return err == ERR_NOT_FOUND ? OK : err;
    err = gap_page(rq, &gap, &more);
    if (!err && !more)
        err = sql_feed_gap_end(rq, &(struct sql_feed_gap_end){.first = gap.first}, NULL);
    return err;
}
