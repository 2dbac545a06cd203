#include "services/delivery/feed_batch.h"

#include "gen/delivery/sql.h"
#include "services/delivery/delivery_id.h"
#include "services/delivery/feed_gap.h"
#include "services/delivery/feed_match.h"
#include "services/delivery/reminder_mail.h"
#include "shared/actor/outbox.h"
#include "shared/actor/service.h"
#include "shared/base/arena.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/stream.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { AGAIN_MIN_MS = 250, AGAIN_MAX_MS = 60000, POISONED_MS = 600000 };

struct feed_batch *
feed_batch_new(void)
{
    struct feed_batch *batch = calloc(1, sizeof *batch);

    must(batch != NULL);
    return batch;
}

void
feed_batch_destroy(struct feed_batch **where)
{
    struct feed_batch *batch = *where;

    for (size_t i = 0; i < batch->count; i++)
        bus_message_free(batch->messages[i]);
    free(batch);
    *where = NULL;
}

bool
feed_batch_add(struct feed_batch *batch, struct bus_message *message)
{
    if (batch->count == FEED_BATCH)
        return false;
    batch->messages[batch->count++] = message;
    return true;
}

/* ---------------------------------------------------------------- what becomes of messages */

static void
tell(const struct bus_message *message, const char *what)
{
    (void)bus_publish(the_service.bus, bus_message_reply(message), NULL, NULL, bytes_of(what));
}

static int64_t
again_ms(const struct bus_message *message, enum err err)
{
    struct stream_delivery d = {.times = 1};
    int64_t ms = AGAIN_MIN_MS;

    if (err == ERR_BUG || err == ERR_VALIDATION)
        return POISONED_MS;
    (void)stream_read_delivery(bus_message_reply(message), &d);
    for (int64_t i = 1; i < d.times && ms < AGAIN_MAX_MS; i++)
        ms *= 2;
    return ms < AGAIN_MAX_MS ? ms : AGAIN_MAX_MS;
}

static void
tell_again(const struct bus_message *message, enum err err)
{
    char text[64];

    snprintf(text, sizeof text, "-NAK {\"delay\":%" PRId64 "000000}", again_ms(message, err));
    tell(message, text); /* nanoseconds */
}

static void
tell_all(struct bus_message *const *messages, size_t count, enum err err)
{
    for (size_t i = 0; i < count; i++) {
        if (err)
            tell_again(messages[i], err);
        else
            tell(messages[i], "+ACK");
    }
}

/* ---------------------------------------------------------------- deliveries */

static enum err
store(struct request *rq, const struct feed_found *found, size_t count, struct instant now)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, 3 * count);
    const char **texts = arena_array(rq->arena, const char *, 3 * count);
    const struct sql_webhook_deliveries_add add = {
        .ids = {ids, count},
        .webhook_ids = {ids + count, count},
        .user_ids = {ids + 2 * count, count},
        .kinds = {texts, count},
        .bodies = {texts + count, count},
        .states = {texts + 2 * count, count},
        .now = now,
    };

    for (size_t i = 0; i < count; i++) {
        const struct feed_found *f = &found[i];

        ids[i] = delivery_id(f->webhook_id, f->message->id);
        ids[count + i] = f->webhook_id;
        ids[2 * count + i] = f->message->user_id;
        texts[i] = f->message->kind;
        texts[count + i] = f->message->body;
        texts[2 * count + i] = f->message->is_readable ? "waiting" : "set_aside";
    }
    return sql_webhook_deliveries_add(rq, &add, NULL);
}

/* In statements of FEED_BATCH rows: 2 MiB at most. */
static enum err
store_all(struct request *rq, const struct feed_found *found, size_t count)
{
    struct instant now = instant_now();
    enum err err = OK;

    for (size_t at = 0; !err && at < count; at += FEED_BATCH)
        err = store(rq, found + at, count - at < FEED_BATCH ? count - at : FEED_BATCH, now);
    return err;
}

static enum err
batch_apply(struct request *rq, struct bus_message *const *messages, size_t count)
{
    struct feed_matches heard;
    enum err err = feed_match(rq, messages, count, &heard);

    if (!err)
        err = store_all(rq, heard.found, heard.found_count);
    if (!err && heard.mail_count > 0)
        err = reminder_mails_add(rq, heard.mails, heard.mail_count, instant_now());
    if (!err)
        err = feed_gap_save(rq, messages, count);
    if (!err && heard.found_count + heard.mail_count > 0)
        outbox_wake(rq);
    if (!err)
        err = outbox_commit(rq);
    return err;
}

static void
log_failure(const struct request *rq, size_t count, enum err err)
{
    log_event(err == ERR_BUG ? LOG_ERROR : LOG_WARN, "feed.batch.failed",
              "messages=%zu err=%s why=%s", count, err_code(err),
              log_quote(rq->why == NULL ? "" : rq->why));
}

void
feed_batch_run(struct request *rq, const struct feed_batch *batch)
{
    enum err err;

    rq->event = "delivery.feed";
    err = batch_apply(rq, batch->messages, batch->count);
    if (err)
        log_failure(rq, batch->count, err);
    if (err != ERR_BUG || batch->count == 1) {
        tell_all(batch->messages, batch->count, err);
        return;
    }
    for (size_t i = 0; i < batch->count; i++) {
        connection_rollback(rq);
        err = batch_apply(rq, &batch->messages[i], 1);
        if (err)
            log_failure(rq, 1, err);
        tell_all(&batch->messages[i], 1, err);
    }
}
