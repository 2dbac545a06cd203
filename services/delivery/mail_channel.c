/*
 * A mail on its way:
 *
 *   runner's thread    mail_send       asks its owner (auth.mail_content) over the bus
 *   loop's thread      mail_answered   keeps the answer
 *   runner's thread    mail_came       nobody wants it: cancelled
 *                      mail_settle     of all that have come in a turn at once, in one transaction:
 *                                      stopped, bounced: cancelled; too many: later (letter_may.h)
 *                      mail_compose    impossible: set aside
 *   without a server   mail_write      a file
 *   with one           mail_queue      waits for its turn; one at a time is being handed over
 *                      mail_hand_over  says so in its row, and commits, before SMTP begins
 *                      mail_done       what the server said
 *
 * So of a worker that dies the outcome of one mail at most is unknown: the one whose row says that
 * it was being handed over.  It is sent again with the same Message-ID.
 */
#include "services/delivery/mail_channel.h"

#include "gen/auth/api.h"
#include "services/delivery/letter.h"
#include "services/delivery/letter_file.h"
#include "services/delivery/letter_may.h"
#include "services/delivery/mail_key.h"
#include "services/delivery/settings.h"
#include "shared/actor/outbox.h"
#include "shared/actor/service.h"
#include "shared/base/arena.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/bus.h"
#include "shared/codec/msg.h"
#include "shared/outbound/outbound.h"
#include "shared/request/envelope.h"

#include <errno.h>
#include <string.h>

enum { AT_ONCE = 128, ASK_S = 5, BUSY_S = 1, SMTP_MS = 60000, FOR_EVER = 64 * 1024 };

/* A sending's context, in its arena. */
struct mail {
    enum err err; /* of the ask */
    struct bytes answer;
    struct mail_content content;
    struct letter_wish wish;
    struct letter letter;
    bool bounced; /* the address was refused */
    int status;
    const char *said;
};

static struct {
    struct arena *arena; /* of what was read of the settings, for ever */
    struct letter_settings letters;
    struct letter_folder folder;
    bool smtp;
} mail_settings;

/* Of the runner's thread: whose content has come in this turn. */
static struct {
    struct sending *items[AT_ONCE];
    size_t count;
} mail_gathered;

/* Likewise: those that wait for the server, and the one that it is being handed. */
static struct {
    struct sending *first, **last;
    bool busy;
} mail_line = {.last = &mail_line.first};

void
mail_channel_load(void)
{
    const char *problem;

    mail_settings.arena = arena_new(FOR_EVER);
    problem = letter_settings_read(mail_settings.arena, settings.mail_from, settings.public_url,
                                   &mail_settings.letters);
    if (problem != NULL)
        die("ALMANAC_MAIL_FROM, ALMANAC_PUBLIC_URL: %s", problem);
    memcpy(mail_settings.letters.stop_key, mail_key(), SEAL_KEY_LEN);
    mail_settings.smtp = settings.smtp_url[0] != '\0';
    if (mail_settings.smtp)
        return;
    if (!letter_folder_open(settings.mails, &mail_settings.folder))
        die("ALMANAC_MAILS: %s: %s", settings.mails, strerror(errno));
    log_event(LOG_INFO, "delivery.mails.written", "folder=%s", log_quote(settings.mails));
}

static void
mail_end(struct sending *s, enum outcome outcome, int64_t wait_s, const char *why)
{
    sending_end(s, &(struct sending_result){.outcome = outcome, .wait_s = wait_s, .why = why});
}

/* ---------------------------------------------------------------- with a server */

static void mail_hand_over(struct sending *s);

static void
mail_next(void)
{
    while (!mail_line.busy && mail_line.first != NULL) {
        struct sending *s = mail_line.first;

        mail_line.first = s->next;
        if (mail_line.first == NULL)
            mail_line.last = &mail_line.first;
        s->next = NULL;
        mail_hand_over(s);
    }
}

static void
mail_queue(struct sending *s)
{
    s->next = NULL;
    *mail_line.last = s;
    mail_line.last = &s->next;
    mail_next();
}

static const struct {
    enum outcome outcome;
    bool overloaded;
} mail_ends[] = {
    [OUTBOUND_ANSWERED] = {OUTCOME_SENT, false},
    [OUTBOUND_BAD_URL] = {OUTCOME_AGAIN, true},
    [OUTBOUND_MALFORMED] = {OUTCOME_SET_ASIDE, false},
    [OUTBOUND_FORBIDDEN] = {OUTCOME_AGAIN, true},
    [OUTBOUND_UNREACHABLE] = {OUTCOME_AGAIN, true},
    [OUTBOUND_TIMEOUT] = {OUTCOME_AGAIN, true},
    [OUTBOUND_TOO_LARGE] = {OUTCOME_AGAIN, false},
    [OUTBOUND_GARBAGE] = {OUTCOME_AGAIN, false},
    [OUTBOUND_TLS] = {OUTCOME_AGAIN, true},
    [OUTBOUND_REFUSED] = {OUTCOME_FAILED, false},
    [OUTBOUND_LATER] = {OUTCOME_AGAIN, false},
    [OUTBOUND_UNKNOWN] = {OUTCOME_UNKNOWN, false},
};

static void
mail_done(void *arg, const struct outbound_result *result)
{
    struct sending *s = arg;
    struct mail *mail = s->context;
    const struct sending_result out = {
        .outcome = mail_ends[result->end].outcome,
        .overloaded = mail_ends[result->end].overloaded,
        .response = result->status,
        .took_ms = result->took_ms,
        .why = arena_strndup(s->arena, result->why, strlen(result->why))};

    mail->status = result->status;
    mail->said = result->body.len == 0
                     ? ""
                     : arena_strndup(s->arena, (const char *)result->body.data, result->body.len);
    mail->bounced = result->end == OUTBOUND_REFUSED && result->recipient &&
                    letter_is_bounce(result->status, mail->said);
    mail_line.busy = false;
    sending_end(s, &out);
    mail_next();
}

/* False: it is somebody else's now, or nobody can say so. */
static bool
mail_note(const struct sending *s)
{
    const struct sql_delivery_sending note = {.id = s->row.id, .worker = sending_worker(s)};
    struct request *rq = sending_request(s);
    int64_t noted = 0;

    return rq != NULL && sql_delivery_sending(rq, &note, &noted) == OK && noted == 1 &&
           outbox_commit(rq) == OK;
}

static void
mail_hand_over(struct sending *s)
{
    const struct mail *mail = s->context;
    const struct outbound_letter letter = {.from = mail->letter.from,
                                           .to = mail->letter.to,
                                           .message = mail->letter.message,
                                           .timeout_ms = SMTP_MS};

    if (!mail_note(s))
        return mail_end(s, OUTCOME_LATER, BUSY_S, "the database is away");
    if (outbound_mail(sending_outbound(s), &letter, mail_done, s) != OK)
        return mail_end(s, OUTCOME_LATER, BUSY_S, "the connection to the server is busy");
    mail_line.busy = true;
}

/* ---------------------------------------------------------------- without */

static void
mail_write(struct sending *s, const struct mail *mail)
{
    if (letter_file_write(&mail_settings.folder, s->row.id, &mail->letter) == OK)
        return mail_end(s, OUTCOME_SENT, 0, NULL);
    mail_end(s, OUTCOME_AGAIN, 0, "the file could not be written");
}

/* ---------------------------------------------------------------- what is written */

static struct letter_content
mail_content_of(const struct sending *s, const struct mail_content *in)
{
    struct letter_content out = {.id = s->row.id,
                                 .kind = in->kind,
                                 .address = in->address,
                                 .proved = in->proved,
                                 .name = in->name,
                                 .timezone = in->timezone,
                                 .token = in->token,
                                 .about = in->other_address};

    if (in->has_requested_at)
        out.when = (struct times){.kind = TIMES_AT, .start = in->requested_at};
    if (in->has_expires_at)
        out.until = (struct times){.kind = TIMES_AT, .start = in->expires_at};
    return out;
}

static void
mail_compose(struct sending *s, const struct mail_content *in)
{
    const struct letter_content content = mail_content_of(s, in);
    struct mail *mail = s->context;

    if (letter_compose(s->arena, &content, &mail_settings.letters, instant_now(), &mail->letter))
        return mail_end(s, OUTCOME_SET_ASIDE, 0, mail->letter.why);
    if (mail_settings.smtp)
        mail_queue(s);
    else
        mail_write(s, mail);
}

/* Of all that were gathered, in one transaction; their letters follow when it has ended. */
static enum err
mail_judge(struct request *rq, struct sending *const *sendings, size_t count, struct instant now)
{
    struct letter_wish *wishes = arena_array(rq->arena, struct letter_wish, count);
    enum err err;

    for (size_t i = 0; i < count; i++) {
        const struct mail *mail = sendings[i]->context;

        wishes[i] = (struct letter_wish){.address = mail->content.address,
                                         .proved = mail->content.proved,
                                         .counted = sendings[i]->row.attempts > 0};
    }
    err = letter_may(rq, wishes, count, now);
    if (!err)
        err = outbox_commit(rq);
    for (size_t i = 0; !err && i < count; i++)
        ((struct mail *)sendings[i]->context)->wish = wishes[i];
    return err;
}

static void
mail_judged(struct sending *s, struct instant now)
{
    const struct mail *mail = s->context;

    switch (mail->wish.verdict) {
    case LETTER_SEND:
        return mail_compose(s, &mail->content);
    case LETTER_LATER:
        return mail_end(s, OUTCOME_LATER, (mail->wish.at.us - now.us) / SECOND_US + 1,
                        mail->wish.why);
    case LETTER_NEVER:
        return mail_end(s, OUTCOME_CANCELLED, 0, mail->wish.why);
    }
}

static void
mail_settle(void)
{
    const size_t count = mail_gathered.count;
    const struct instant now = instant_now();
    struct request *rq = count > 0 ? sending_request(mail_gathered.items[0]) : NULL;
    enum err err = rq != NULL ? mail_judge(rq, mail_gathered.items, count, now) : ERR_UNAVAILABLE;

    mail_gathered.count = 0;
    for (size_t i = 0; i < count; i++) {
        if (err)
            mail_end(mail_gathered.items[i], OUTCOME_LATER, BUSY_S, "the database is away");
        else
            mail_judged(mail_gathered.items[i], now);
    }
}

static void
mail_came(struct sending *s)
{
    struct mail *mail = s->context;
    enum err err = mail->err;

    if (!err)
        err = envelope_read_output(s->arena, &auth_mail_content_operation, mail->answer,
                                   &mail->content);
    if (err && err != ERR_NOT_FOUND)
        return mail_end(s, OUTCOME_LATER, ASK_S, "its owner did not say what to write");
    if (err || !mail->content.wanted || mail->content.address == NULL)
        return mail_end(s, OUTCOME_CANCELLED, 0, "nobody wants it any more");
    mail_gathered.items[mail_gathered.count++] = s;
}

/* On the loop's thread. */
static void
mail_answered(void *arg, enum err err, struct bytes data)
{
    struct sending *s = arg;
    struct mail *mail = s->context;

    mail->err = err;
    if (!err)
        mail->answer = bytes_keep(s->arena, data);
    sending_go_on(s, mail_came);
}

static enum err
mail_ask(struct sending *s)
{
    const struct auth_mail_content_in in = {.body = {.id = s->row.id}};
    const struct operation *op = &auth_mail_content_operation;
    int64_t deadline_ms = monotonic_ms() + op->timeout_ms;
    struct buf buf;
    enum err err;

    buf_init(&buf);
    envelope_ask(&buf, op, &in);
    err = bus_ask(the_service.bus, op->subject, &(struct bus_headers){.deadline_ms = deadline_ms},
                  (struct bytes){buf.data, buf.len}, deadline_ms, mail_answered, s);
    if (!err)
        bus_flush(the_service.bus);
    buf_fini(&buf);
    return err;
}

static void
mail_send(struct sending *s)
{
    s->context = arena_one(s->arena, struct mail);
    if (s->row.owner == NULL || strcmp(s->row.owner, "auth") != 0)
        mail_end(s, OUTCOME_SET_ASIDE, 0, "nobody knows what to write");
    else if (mail_ask(s) != OK)
        mail_end(s, OUTCOME_LATER, ASK_S, "its owner cannot be asked");
}

static enum err
mail_ended(struct request *rq, struct sending *const *sendings, size_t count, struct instant now)
{
    enum err err = OK;

    for (size_t i = 0; !err && i < count; i++) {
        const struct mail *mail = sendings[i]->context;

        if (mail->bounced)
            err = letter_bounced(rq, mail->content.address, mail->status, mail->said, now);
    }
    return err;
}

const struct channel mail_channel = {.name = "mail",
                                     .at_once = AT_ONCE,
                                     .send = mail_send,
                                     .settle = mail_settle,
                                     .ended = mail_ended};
