/*
 * A mail on its way:
 *
 *   runner's thread    mail_send       asks auth over the bus: of its own mails for the whole content
 *                                      (auth.mail_content), of ours for the recipient
 *   loop's thread      mail_answered   keeps the answer
 *   runner's thread    mail_came       nobody wants it: cancelled
 *                      mail_compose    impossible: set aside
 *   without a server   mail_settle     of all that came in this turn: may it go (letter_may.h)?
 *                      mail_write      a file
 *   with a server      mail_queue      waits for its turn; one at a time is being handed over
 *   its turn           mail_may        stopped, bounced: cancelled; too many: later
 *                      mail_hand_over  begins SMTP
 *                      mail_done       what the server said
 *
 * Before SMTP begins, one commit counts the mail, says in its row that it is being handed over, and
 * writes what became of those before it.  So of a worker that dies the outcome of one mail at most
 * is unknown.  It is sent again with the same Message-ID.
 */
#include "services/delivery/mail_channel.h"

#include "gen/auth/api.h"
#include "services/delivery/letter.h"
#include "services/delivery/letter_file.h"
#include "services/delivery/letter_may.h"
#include "services/delivery/mail_key.h"
#include "services/delivery/settings.h"
#include "services/delivery/webhook_mail.h"
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

enum { AT_ONCE = 128, ASK_S = 5, BUSY_S = 1, FRESH_MS = 60000, FOR_EVER = 64 * 1024 };

/* A sending's context, in its arena. */
struct mail {
    const struct operation *asked;
    enum err err;     /* of the ask */
    int64_t asked_ms; /* its token is not half an hour old */
    struct bytes answer;
    const char *address;
    bool proved;
    struct letter_wish wish;
    struct letter letter;
    bool bounced; /* the address was refused */
    int status;
    const char *enhanced;
};

static struct {
    struct arena *arena; /* of what was read of the settings, for ever */
    struct letter_settings letters;
    struct letter_folder folder;
    bool smtp;
} mail_settings;

/* Of the runner's thread: without a server, what was composed in this turn. */
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

/* ---------------------------------------------------------------- may it go */

/* That it is being handed over; not in the row of somebody else. */
static enum err
mail_note(struct request *rq, const struct sending *s)
{
    const struct sql_delivery_sending note = {.id = s->row.id, .worker = sending_worker(s)};
    int64_t noted = 0;
    enum err err = sql_delivery_sending(rq, &note, &noted);

    return err || noted == 1 ? err : ERR_CONFLICT;
}

/* Of all in one transaction, which is left to the caller. */
static enum err
mail_judge(struct request *rq, struct sending *const *sendings, size_t count, struct instant now)
{
    struct letter_wish *wishes = arena_array(rq->arena, struct letter_wish, count);
    enum err err;

    for (size_t i = 0; i < count; i++) {
        const struct mail *mail = sendings[i]->context;

        wishes[i] = (struct letter_wish){.address = mail->address,
                                         .proved = mail->proved,
                                         .counted = sendings[i]->row.attempts > 0 ||
                                                    sendings[i]->row.unknown > 0};
    }
    err = letter_may(rq, wishes, count, now);
    for (size_t i = 0; !err && i < count; i++)
        ((struct mail *)sendings[i]->context)->wish = wishes[i];
    return err;
}

/* False: it has ended. */
static bool
mail_judged(struct sending *s, enum err err, struct instant now)
{
    const struct letter_wish *wish = &((const struct mail *)s->context)->wish;

    if (err)
        mail_end(s, OUTCOME_LATER, BUSY_S, "the database is away");
    else if (wish->verdict == LETTER_LATER)
        mail_end(s, OUTCOME_LATER, (wish->at.us - now.us) / SECOND_US + 1, wish->why);
    else if (wish->verdict == LETTER_NEVER)
        mail_end(s, OUTCOME_CANCELLED, 0, wish->why);
    return !err && wish->verdict == LETTER_SEND;
}

/* ---------------------------------------------------------------- with a server */

static void mail_turn(struct sending *s);

static struct sending *
mail_line_take(void)
{
    struct sending *s = mail_line.first;

    mail_line.first = s->next;
    if (mail_line.first == NULL)
        mail_line.last = &mail_line.first;
    s->next = NULL;
    return s;
}

static void
mail_next(void)
{
    while (!mail_line.busy && mail_line.first != NULL)
        mail_turn(mail_line_take());
}

static void
mail_queue(struct sending *s)
{
    s->next = NULL;
    *mail_line.last = s;
    mail_line.last = &s->next;
    mail_next();
}

/* Whether the server takes no other mail either is told by the answer for OUTBOUND_LATER. */
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
    [OUTBOUND_TOO_LARGE] = {OUTCOME_AGAIN, true},
    [OUTBOUND_GARBAGE] = {OUTCOME_AGAIN, true},
    [OUTBOUND_TLS] = {OUTCOME_AGAIN, true},
    [OUTBOUND_REFUSED] = {OUTCOME_FAILED, false},
    [OUTBOUND_LATER] = {OUTCOME_AGAIN, false},
    [OUTBOUND_UNKNOWN] = {OUTCOME_UNKNOWN, true},
};

/* Those that have a letter already wait with all others, and get another one. */
static void
mail_put_off(const char *why)
{
    log_event(LOG_WARN, "delivery.smtp.waiting", "why=%s", log_quote(why));
    while (mail_line.first != NULL)
        mail_end(mail_line_take(), OUTCOME_LATER, BUSY_S, "the server takes no mails now");
}

static void
mail_done(void *arg, const struct outbound_result *result)
{
    struct sending *s = arg;
    struct mail *mail = s->context;
    const struct sending_result out = {
        .outcome = mail_ends[result->end].outcome,
        .overloaded = mail_ends[result->end].overloaded || result->refuses_all,
        .response = result->status,
        .took_ms = result->took_ms,
        .why = arena_strndup(s->arena, result->why, strlen(result->why))};

    mail->status = result->status;
    mail->enhanced = arena_strndup(s->arena, result->enhanced, strlen(result->enhanced));
    mail->bounced = result->end == OUTBOUND_REFUSED && result->recipient &&
                    letter_is_bounce(mail->status, mail->enhanced);
    mail_line.busy = false;
    sending_end(s, &out);
    if (out.overloaded)
        mail_put_off(result->why);
    mail_next();
}

/* Counted, noted and committed; false: it has ended. */
static bool
mail_may(struct sending *s)
{
    const struct mail *mail = s->context;
    const struct instant now = instant_now();
    struct request *rq = sending_request(s);
    enum err err = rq != NULL ? mail_judge(rq, &s, 1, now) : ERR_UNAVAILABLE;

    if (!err && mail->wish.verdict == LETTER_SEND)
        err = mail_note(rq, s);
    if (!err)
        err = sending_commit(s);
    return mail_judged(s, err, now);
}

static void
mail_hand_over(struct sending *s, const struct mail *mail)
{
    const struct outbound_letter letter = {.from = mail->letter.from,
                                           .to = mail->letter.to,
                                           .message = mail->letter.message,
                                           .timeout_ms = settings.smtp_seconds * INT64_C(1000)};

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

/* All that were composed in a turn of the runner. */
static void
mail_settle(void)
{
    const size_t count = mail_gathered.count;
    const struct instant now = instant_now();
    struct request *rq = count > 0 ? sending_request(mail_gathered.items[0]) : NULL;
    enum err err = rq != NULL ? mail_judge(rq, mail_gathered.items, count, now) : ERR_UNAVAILABLE;

    if (!err)
        err = outbox_commit(rq);
    mail_gathered.count = 0;
    for (size_t i = 0; i < count; i++)
        if (mail_judged(mail_gathered.items[i], err, now))
            mail_write(mail_gathered.items[i], mail_gathered.items[i]->context);
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
mail_compose(struct sending *s, const struct letter_content *content)
{
    struct mail *mail = s->context;

    if (letter_compose(s->arena, content, &mail_settings.letters, instant_now(), &mail->letter))
        return mail_end(s, OUTCOME_SET_ASIDE, 0, mail->letter.why);
    if (mail_settings.smtp)
        mail_queue(s);
    else
        mail_gathered.items[mail_gathered.count++] = s;
}

static void
mail_unwanted(struct sending *s)
{
    mail_end(s, OUTCOME_CANCELLED, 0, "nobody wants it any more");
}

static bool
mail_is_ours(const struct sending *s)
{
    return strcmp(s->row.owner, "delivery") == 0;
}

/* Of a mail of this service, what auth cannot say.  False: it has ended. */
static bool
mail_complete(struct sending *s, struct letter_content *content)
{
    struct request *rq = sending_request(s);
    bool wanted = false;
    enum err err = rq != NULL ? webhook_mail_write(rq, s, content, &wanted) : ERR_UNAVAILABLE;

    if (!err)
        err = outbox_commit(rq);
    if (err)
        mail_end(s, OUTCOME_LATER, BUSY_S, "the database is away");
    else if (!wanted)
        mail_unwanted(s);
    return !err && wanted;
}

static void
mail_came(struct sending *s)
{
    struct mail *mail = s->context;
    struct mail_content answer;
    struct letter_content content;
    enum err err = mail->err;

    if (!err)
        err = envelope_read_output(s->arena, mail->asked, mail->answer, &answer);
    if (err && err != ERR_NOT_FOUND)
        return mail_end(s, OUTCOME_LATER, ASK_S, "its owner did not say what to write");
    if (err || !answer.wanted || answer.address == NULL)
        return mail_unwanted(s);
    mail->address = answer.address;
    mail->proved = answer.proved;
    content = mail_content_of(s, &answer);
    if (!mail_is_ours(s) || mail_complete(s, &content))
        mail_compose(s, &content);
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
mail_ask(struct sending *s, const struct operation *op, const void *in)
{
    struct mail *mail = s->context;
    int64_t deadline_ms = monotonic_ms() + op->timeout_ms;
    struct buf buf;
    enum err err;

    mail->asked = op;
    buf_init(&buf);
    envelope_ask(&buf, op, in);
    err = bus_ask(the_service.bus, op->subject, &(struct bus_headers){.deadline_ms = deadline_ms},
                  (struct bytes){buf.data, buf.len}, deadline_ms, mail_answered, s);
    if (!err)
        bus_flush(the_service.bus);
    buf_fini(&buf);
    return err;
}

/* ERR_NOT_FOUND: nobody does. */
static enum err
mail_ask_owner(struct sending *s)
{
    const struct auth_mail_content_in content = {.body = {.id = s->row.id}};
    const struct auth_mail_recipient_in recipient = {.body = {.user_id = s->row.user_id}};

    if (s->row.owner != NULL && strcmp(s->row.owner, "auth") == 0)
        return mail_ask(s, &auth_mail_content_operation, &content);
    if (s->row.owner != NULL && mail_is_ours(s))
        return mail_ask(s, &auth_mail_recipient_operation, &recipient);
    return ERR_NOT_FOUND;
}

static void
mail_begin(struct sending *s)
{
    struct mail *mail = s->context;
    enum err err;

    mail->asked_ms = monotonic_ms();
    err = mail_ask_owner(s);
    if (err == ERR_NOT_FOUND)
        mail_end(s, OUTCOME_SET_ASIDE, 0, "nobody knows what to write");
    else if (err)
        mail_end(s, OUTCOME_LATER, ASK_S, "its owner cannot be asked");
}

/* One that has waited long for its turn is written anew. */
static void
mail_turn(struct sending *s)
{
    const struct mail *mail = s->context;

    if (monotonic_ms() - mail->asked_ms > FRESH_MS)
        mail_begin(s);
    else if (mail_may(s))
        mail_hand_over(s, mail);
}

static void
mail_send(struct sending *s)
{
    s->context = arena_one(s->arena, struct mail);
    mail_begin(s);
}

static enum err
mail_ended(struct request *rq, struct sending *const *sendings, size_t count, struct instant now)
{
    enum err err = OK;

    for (size_t i = 0; !err && i < count; i++) {
        const struct mail *mail = sendings[i]->context;

        if (mail->bounced)
            err = letter_bounced(rq, mail->address, mail->status, mail->enhanced, now);
    }
    return err;
}

const struct channel mail_channel = {.name = "mail",
                                     .at_once = AT_ONCE,
                                     .send = mail_send,
                                     .settle = mail_settle,
                                     .ended = mail_ended};
