/*
 * A mail on its way:
 *
 *   mail_send       asks for what it says (mail_ask.c)
 *   mail_come       nobody wants it: cancelled
 *   mail_compose    impossible: set aside
 *                   mail_smtp.c with a server, mail_folder.c without
 */
#include "services/delivery/mail_channel.h"

#include "services/delivery/mail_key.h"
#include "services/delivery/mail_private.h"
#include "services/delivery/reminder_mail.h"
#include "services/delivery/settings.h"
#include "services/delivery/webhook_mail.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <string.h>

enum { FOR_EVER = 64 * 1024 };

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

void
mail_unwanted(struct sending *s)
{
    mail_end(s, OUTCOME_CANCELLED, 0, "nobody wants it any more");
}

static bool
mail_remind(struct sending *s, struct letter_content *content)
{
    struct sending_result end;
    bool may = reminder_mail_write(s, instant_now(), content, &end);

    if (!may)
        sending_end(s, &end);
    return may;
}

static bool
mail_tell_of_webhook(struct sending *s, struct letter_content *content)
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

/* Of a mail of this service, what auth cannot say.  False: it has ended. */
static bool
mail_complete(struct sending *s, struct letter_content *content)
{
    return reminder_mail_is(s) ? mail_remind(s, content) : mail_tell_of_webhook(s, content);
}

void
mail_come(struct sending *s, const struct letter_content *in)
{
    struct mail *mail = s->context;
    struct letter_content content = *in;

    mail->address = arena_strndup(s->arena, in->address, strlen(in->address));
    mail->proved = in->proved;
    if (!mail_is_ours(s) || mail_complete(s, &content))
        mail_compose(s, &content);
}

static void
mail_send(struct sending *s)
{
    s->context = arena_one(s->arena, struct mail);
    mail_begin(s);
}

static void
mail_settle(void)
{
    mail_ask_all();
    mail_write_all();
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
