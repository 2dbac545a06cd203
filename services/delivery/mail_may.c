#include "services/delivery/mail_private.h"

#include "services/delivery/reminder_mail.h"
#include "shared/base/arena.h"

void
mail_end(struct sending *s, enum outcome outcome, int64_t wait_s, const char *why)
{
    sending_end(s, &(struct sending_result){.outcome = outcome, .wait_s = wait_s, .why = why});
}

enum err
mail_judge(struct request *rq, struct sending *const *sendings, size_t count, struct instant now)
{
    struct letter_wish *wishes = arena_array(rq->arena, struct letter_wish, count);
    enum err err;

    for (size_t i = 0; i < count; i++) {
        const struct mail *mail = sendings[i]->context;

        wishes[i] = (struct letter_wish){.address = mail->address,
                                         .proved = mail->proved,
                                         .reminder = reminder_mail_is(sendings[i]),
                                         .counted = sendings[i]->row.attempts > 0 ||
                                                    sendings[i]->row.unknown > 0};
    }
    err = letter_may(rq, wishes, count, now);
    for (size_t i = 0; !err && i < count; i++)
        ((struct mail *)sendings[i]->context)->wish = wishes[i];
    return err;
}

bool
mail_judged(struct sending *s, enum err err, struct instant now)
{
    const struct letter_wish *wish = &((const struct mail *)s->context)->wish;

    if (err)
        mail_end(s, OUTCOME_LATER, MAIL_BUSY_S, "the database is away");
    else if (wish->verdict == LETTER_LATER)
        mail_end(s, OUTCOME_LATER, (wish->at.us - now.us) / SECOND_US + 1, wish->why);
    else if (wish->verdict == LETTER_NEVER)
        mail_end(s, OUTCOME_CANCELLED, 0, wish->why);
    return !err && wish->verdict == LETTER_SEND;
}
