/*
 * Mails to a server, of which one at a time is handed over.
 *
 *   mail_queue       waits for its turn
 *   mail_may         stopped, bounced: cancelled; too many: later (letter_may.h)
 *   mail_hand_over   begins SMTP
 *   mail_done        what the server said
 *
 * Before SMTP begins, one commit counts the mail, says in its row that it is being handed over, and
 * writes what became of those before it.  So of a worker that dies the outcome of one mail at most
 * is unknown.  It is sent again with the same Message-ID.
 */
#include "services/delivery/mail_private.h"

#include "gen/delivery/sql.h"
#include "services/delivery/settings.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/outbound/outbound.h"

#include <string.h>

enum { FRESH_MS = 60000 };

static struct {
    struct sending *first, **last;
    bool busy; /* one is being handed over */
} mail_line = {.last = &mail_line.first};

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

void
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
        mail_end(mail_line_take(), OUTCOME_LATER, MAIL_BUSY_S, "the server takes no mails now");
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

/* That it is being handed over; not in the row of somebody else. */
static enum err
mail_note(struct request *rq, const struct sending *s)
{
    const struct sql_delivery_sending note = {.id = s->row.id, .worker = sending_worker(s)};
    int64_t noted = 0;
    enum err err = sql_delivery_sending(rq, &note, &noted);

    return err || noted == 1 ? err : ERR_CONFLICT;
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
        return mail_end(s, OUTCOME_LATER, MAIL_BUSY_S, "the connection to the server is busy");
    mail_line.busy = true;
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
