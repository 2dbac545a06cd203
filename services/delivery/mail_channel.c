/*
 * A mail on its way:
 *
 *   runner's thread    mail_send       asks auth over the bus: of its own mails for the whole content
 *                                      (auth.mail_content), of ours for the recipient
 *   loop's thread      mail_answered   keeps the answer
 *   runner's thread    mail_came       nobody wants it: cancelled
 *                      mail_compose    impossible: set aside
 *                                      mail_smtp.c with a server, mail_folder.c without
 */
#include "services/delivery/mail_channel.h"

#include "gen/auth/api.h"
#include "services/delivery/mail_key.h"
#include "services/delivery/mail_private.h"
#include "services/delivery/settings.h"
#include "services/delivery/webhook_mail.h"
#include "shared/actor/outbox.h"
#include "shared/actor/service.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"
#include "shared/bus/bus.h"
#include "shared/codec/msg.h"
#include "shared/request/envelope.h"

#include <string.h>

enum { ASK_S = 5, FOR_EVER = 64 * 1024 };

static struct {
    struct arena *arena; /* of what was read of the settings, for ever */
    struct letter_settings letters;
    bool smtp;
} mail_settings;

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
    if (!mail_settings.smtp)
        mail_folder_open(settings.mails);
}

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
        mail_gather(s);
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
        mail_end(s, OUTCOME_LATER, MAIL_BUSY_S, "the database is away");
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

void
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
                                     .at_once = MAILS_AT_ONCE,
                                     .send = mail_send,
                                     .settle = mail_settle,
                                     .ended = mail_ended};
