/*
 * What mails say, asked of their owners:
 *
 *   runner's thread    mail_begin       a mail of auth waits for the others of this turn of the runner;
 *                                       of one of ours the recipient is asked for at once
 *                      mail_ask_all     one question for all that wait (auth.mail_contents)
 *   loop's thread      mail_answered    keeps the answer
 *   runner's thread    mail_question_read   each mail goes on, or ends
 *
 * Mails that cannot be read together are asked for one by one, so that one of them keeps no other back.
 */
#include "services/delivery/mail_private.h"

#include "gen/auth/api.h"
#include "shared/actor/service.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/bus/bus.h"
#include "shared/codec/msg.h"
#include "shared/request/envelope.h"

#include <string.h>

enum { ASK_S = 5 };

/* In the arena of the first of its mails, which therefore is the last that goes on. */
struct mail_question {
    const struct operation *operation;
    struct sending *const *mails;
    size_t count;
    enum err err;
    struct bytes answer;
};

static struct {
    struct sending *items[MAILS_AT_ONCE];
    size_t count;
} mail_waiting;

static void mail_ask_auth(struct sending *const *mails, size_t count);

bool
mail_is_ours(const struct sending *s)
{
    return strcmp(s->row.owner, "delivery") == 0;
}

static void
mail_unanswered(struct sending *s)
{
    mail_end(s, OUTCOME_LATER, ASK_S, "its owner did not say what to write");
}

/* ------------------------------------------------------------------ what was answered */

static void
mail_content_came(struct sending *s, const struct mail_content *in)
{
    struct letter_content content = {.id = s->row.id,
                                     .kind = in->kind,
                                     .address = in->address,
                                     .proved = in->proved,
                                     .name = in->name,
                                     .timezone = in->timezone,
                                     .token = in->token,
                                     .about = in->other_address};

    if (in->has_requested_at)
        content.when = (struct times){.kind = TIMES_AT, .start = in->requested_at};
    if (in->has_expires_at)
        content.until = (struct times){.kind = TIMES_AT, .start = in->expires_at};
    if (!in->wanted || in->kind == NULL || in->address == NULL)
        return mail_unwanted(s);
    mail_come(s, &content);
}

/* Of several; without an answer it is held by another transaction of its owner. */
static void
mail_find_content(struct sending *s, const struct mail_contents *in)
{
    for (size_t i = 0; i < in->mails.count; i++)
        if (uuid_equal(in->mails.items[i].id, s->row.id))
            return mail_content_came(s, &in->mails.items[i]);
    mail_end(s, OUTCOME_LATER, MAIL_BUSY_S, "its owner is changing it");
}

static void
mail_recipient_came(struct sending *s, const struct mail_recipient *in)
{
    const struct letter_content content = {.id = s->row.id,
                                           .address = in->address,
                                           .proved = in->proved,
                                           .name = in->name,
                                           .timezone = in->timezone};

    if (!in->wanted || in->address == NULL)
        return mail_unwanted(s);
    mail_come(s, &content);
}

/* ------------------------------------------------------------------ questions */

static enum err
mail_question_answer(struct mail_question *q, void *out)
{
    if (q->err)
        return q->err;
    return envelope_read_output(q->mails[0]->arena, q->operation, q->answer, out);
}

static void
mail_recipient_read(struct sending *s)
{
    struct mail_recipient answer;

    if (mail_question_answer(((struct mail *)s->context)->question, &answer))
        return mail_unanswered(s);
    mail_recipient_came(s, &answer);
}

static void
mail_contents_read(struct sending *s)
{
    struct mail_question *q = ((struct mail *)s->context)->question;
    struct mail_contents answer;
    enum err err = mail_question_answer(q, &answer);
    const bool alone = err && !err_again(err) && q->count > 1;

    for (size_t i = q->count; i-- > 0;) {
        if (alone)
            mail_ask_auth(&q->mails[i], 1);
        else if (err)
            mail_unanswered(q->mails[i]);
        else
            mail_find_content(q->mails[i], &answer);
    }
}

/* On the loop's thread. */
static void
mail_answered(void *arg, enum err err, struct bytes data)
{
    struct mail_question *q = arg;
    struct sending *first = q->mails[0];

    q->err = err;
    if (!err)
        q->answer = bytes_keep(first->arena, data);
    sending_go_on(first, q->operation == &auth_mail_contents_operation ? mail_contents_read
                                                                       : mail_recipient_read);
}

static void
mail_ask(struct sending *const *mails, size_t count, const struct operation *op, const void *in)
{
    struct arena *a = mails[0]->arena;
    struct mail_question *q = arena_one(a, struct mail_question);
    struct sending **own = arena_array(a, struct sending *, count);
    int64_t deadline_ms = monotonic_ms() + op->timeout_ms;
    struct buf buf;
    enum err err;

    memcpy(own, mails, count * sizeof(struct sending *));
    *q = (struct mail_question){.operation = op, .mails = own, .count = count};
    ((struct mail *)mails[0]->context)->question = q;
    buf_init(&buf);
    envelope_ask(&buf, op, in);
    err = bus_ask(the_service.bus, op->subject, &(struct bus_headers){.deadline_ms = deadline_ms},
                  (struct bytes){buf.data, buf.len}, deadline_ms, mail_answered, q);
    buf_fini(&buf);
    if (!err)
        bus_flush(the_service.bus);
    for (size_t i = count; err && i-- > 0;)
        mail_end(own[i], OUTCOME_LATER, ASK_S, "its owner cannot be asked");
}

static void
mail_ask_auth(struct sending *const *mails, size_t count)
{
    struct uuid ids[MAILS_AT_ONCE];
    const struct auth_mail_contents_in in = {.body = {.ids = {ids, count}}};

    for (size_t i = 0; i < count; i++)
        ids[i] = mails[i]->row.id;
    mail_ask(mails, count, &auth_mail_contents_operation, &in);
}

void
mail_ask_all(void)
{
    const size_t count = mail_waiting.count;

    mail_waiting.count = 0;
    if (count > 0)
        mail_ask_auth(mail_waiting.items, count);
}

void
mail_begin(struct sending *s)
{
    const struct auth_mail_recipient_in recipient = {.body = {.user_id = s->row.user_id}};

    ((struct mail *)s->context)->asked_ms = monotonic_ms();
    if (s->row.owner != NULL && strcmp(s->row.owner, "auth") == 0)
        mail_waiting.items[mail_waiting.count++] = s;
    else if (s->row.owner != NULL && mail_is_ours(s))
        mail_ask(&s, 1, &auth_mail_recipient_operation, &recipient);
    else
        mail_end(s, OUTCOME_SET_ASIDE, 0, "nobody knows what to write");
}
