/*
 * What an answer, or none, means:
 *
 *   2xx                      sent
 *   410                      failed, and webhook_result.c disables the webhook
 *   429, 503                 again, not before Retry-After; its others wait as
 * well anything else            again; a redirect is not followed no answer in
 * time, no connection, no TLS   again, and its others wait as well a URL or
 * message that HTTP cannot have     failed
 *
 * An answer that is too large is one: its status counts.
 */
#include "services/delivery/webhook_channel.h"

#include "services/delivery/sign.h"
#include "services/delivery/webhook_result.h"
#include "shared/base/arena.h"
#include "shared/outbound/outbound.h"

#include <string.h>

enum { TIMEOUT_MS = 15000, ANSWER_MAX = 64 * 1024, AT_ONCE = 32, BUSY_S = 1 };

/* Where it goes; a sending's context, in its arena.  None: nothing may be sent
 * there any more. */
struct target {
    const char *url;
    uint64_t place; /* of outbound.h */
    struct sign_secrets secrets;
    bool is_failing;
};

static struct bytes
target_bytes(struct arena *a, struct bytes in)
{
    uint8_t *copy;

    if (in.data == NULL)
        return in;
    copy = arena_alloc(a, in.len + 1, 1, 1);
    memcpy(copy, in.data, in.len);
    return (struct bytes){copy, in.len};
}

static struct target *
target_new(struct arena *a, const struct sql_webhooks_to_send_row *row)
{
    struct target *target = arena_one(a, struct target);

    target->url = arena_strndup(a, row->url, strlen(row->url));
    target->place = outbound_place(target->url);
    target->secrets.secret = target_bytes(a, row->secret);
    if (row->has_former_until) {
        target->secrets.former = target_bytes(a, row->former_secret);
        target->secrets.former_until = row->former_until;
    }
    target->is_failing = row->is_failing;
    return target;
}

static const struct sql_webhooks_to_send_row *
target_find(const struct sql_webhooks_to_send_row *rows, size_t count, struct uuid id)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(rows[i].id, id))
            return &rows[i];
    return NULL;
}

static enum err
webhook_prepare(struct request *rq, struct sending *const *sendings, size_t count)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count);
    const struct sql_webhooks_to_send to = {.ids = {ids, count}};
    struct sql_webhooks_to_send_row *rows;
    size_t found;
    enum err err;

    for (size_t i = 0; i < count; i++)
        ids[i] = sendings[i]->row.webhook_id;
    err = sql_webhooks_to_send(rq, &to, &rows, &found);
    for (size_t i = 0; !err && i < count; i++) {
        const struct sql_webhooks_to_send_row *row = target_find(rows, found, ids[i]);

        sendings[i]->context = row != NULL ? target_new(sendings[i]->arena, row) : NULL;
    }
    return err;
}

/* ------------------------------------------------------------------ what came
 * of it */

static bool
status_is_good(int status)
{
    return status >= 200 && status <= 299;
}

static void
webhook_answered(struct sending_result *out, const struct outbound_result *result)
{
    out->outcome = OUTCOME_AGAIN;
    out->overloaded = result->status == 429 || result->status == 503;
    if (status_is_good(result->status))
        out->outcome = OUTCOME_SENT;
    else if (result->status == 410)
        out->outcome = OUTCOME_FAILED;
    if (out->outcome != OUTCOME_SENT)
        out->why = "the receiver did not accept it";
}

static void
webhook_failed(struct arena *a, struct sending_result *out, const struct outbound_result *result)
{
    bool never = result->end == OUTBOUND_BAD_URL || result->end == OUTBOUND_MALFORMED;

    out->outcome = never ? OUTCOME_FAILED : OUTCOME_AGAIN;
    out->overloaded = result->end == OUTBOUND_UNREACHABLE || result->end == OUTBOUND_TIMEOUT ||
                      result->end == OUTBOUND_TLS;
    out->why = arena_strndup(a, result->why, strlen(result->why));
}

static void
webhook_done(void *arg, const struct outbound_result *result)
{
    struct sending *s = arg;
    struct sending_result out = {.response = result->status,
                                 .took_ms = result->took_ms,
                                 .wait_s = result->retry_after_s > 0 ? result->retry_after_s : 0};

    if (result->end == OUTBOUND_ANSWERED ||
        (result->end == OUTBOUND_TOO_LARGE && result->status != 0))
        webhook_answered(&out, result);
    else
        webhook_failed(s->arena, &out, result);
    sending_end(s, &out);
}

static void
webhook_end(struct sending *s, enum outcome outcome, const char *why)
{
    sending_end(s, &(struct sending_result){.outcome = outcome, .why = why});
}

static void
webhook_post(struct sending *s, const struct target *target, const struct sign_header *signs)
{
    struct outbound_header headers[SIGN_HEADERS + 1] = {{"Content-Type", "application/json"}};
    const struct outbound_request request = {.method = "POST",
                                             .url = target->url,
                                             .headers = headers,
                                             .header_count = SIGN_HEADERS + 1,
                                             .body = s->row.body,
                                             .timeout_ms = TIMEOUT_MS,
                                             .body_max = ANSWER_MAX};

    for (size_t i = 0; i < SIGN_HEADERS; i++)
        headers[i + 1] = (struct outbound_header){signs[i].name, signs[i].value};
    if (outbound_send(sending_outbound(s), &request, webhook_done, s) != OK)
        sending_end(s, &(struct sending_result){.outcome = OUTCOME_LATER,
                                                .wait_s = BUSY_S,
                                                .why = "too much is under way"});
}

static bool
webhook_has_room(const struct sending *s)
{
    const struct target *target = s->context;

    return target == NULL || outbound_has_room(sending_outbound(s), target->place);
}

static void
webhook_send(struct sending *s)
{
    const struct target *target = s->context;
    struct sign_header signs[SIGN_HEADERS];

    if (target == NULL)
        webhook_end(s, OUTCOME_CANCELLED, "its webhook is disabled or deleted");
    else if (s->row.body.data == NULL)
        webhook_end(s, OUTCOME_SET_ASIDE, "it has no body");
    else if (!sign_headers(s->arena, &target->secrets, s->row.id, instant_now(), s->row.body,
                           signs))
        webhook_end(s, OUTCOME_SET_ASIDE, "the secret was sealed with another key");
    else
        webhook_post(s, target, signs);
}

/* ------------------------------------------------------------------ what it
 * means for the webhook */

/* False: nothing. */
static bool
webhook_meaning(const struct sending *s, enum webhook_end *end)
{
    const struct target *target = s->context;

    switch (s->result.outcome) {
    case OUTCOME_SENT:
        *end = WEBHOOK_ACCEPTED;
        return target->is_failing;
    case OUTCOME_AGAIN:
    case OUTCOME_UNKNOWN:
        *end = WEBHOOK_FAILED;
        return true;
    case OUTCOME_FAILED:
        *end = s->result.response == 410 ? WEBHOOK_GONE : WEBHOOK_FAILED;
        return true;
    case OUTCOME_SET_ASIDE:
    case OUTCOME_CANCELLED:
    case OUTCOME_LATER:
    case OUTCOMES:
        break;
    }
    return false;
}

static enum err
webhook_ended(struct request *rq, struct sending *const *sendings, size_t count, struct instant now)
{
    struct webhook_result *all = arena_array(rq->arena, struct webhook_result, count + 1);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        all[n].webhook_id = sendings[i]->row.webhook_id;
        n += webhook_meaning(sendings[i], &all[n].end);
    }
    return n > 0 ? webhook_results(rq, all, n, now) : OK;
}

const struct channel webhook_channel = {.name = "webhook",
                                        .at_once = AT_ONCE,
                                        .prepare = webhook_prepare,
                                        .has_room = webhook_has_room,
                                        .send = webhook_send,
                                        .ended = webhook_ended};
