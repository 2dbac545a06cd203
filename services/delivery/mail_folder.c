/* Mails as files, where there is no server. */
#include "services/delivery/letter_file.h"
#include "services/delivery/mail_private.h"
#include "shared/actor/outbox.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <errno.h>
#include <string.h>

static struct letter_folder mail_folder;

static struct {
    struct sending *items[MAILS_AT_ONCE];
    size_t count;
} mail_gathered;

void
mail_folder_open(const char *path)
{
    if (!letter_folder_open(path, &mail_folder))
        die("ALMANAC_MAILS: %s: %s", path, strerror(errno));
    log_event(LOG_INFO, "delivery.mails.written", "folder=%s", log_quote(path));
}

void
mail_gather(struct sending *s)
{
    mail_gathered.items[mail_gathered.count++] = s;
}

static void
mail_write(struct sending *s, const struct mail *mail)
{
    if (letter_file_write(&mail_folder, s->row.id, &mail->letter) == OK)
        return mail_end(s, OUTCOME_SENT, 0, NULL);
    mail_end(s, OUTCOME_AGAIN, 0, "the file could not be written");
}

void
mail_write_all(void)
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
