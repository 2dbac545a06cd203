/*
 * webhook_mail - the mail to its owner when a webhook was disabled: after 410, or after days of
 * nothing but failures.
 *
 * The row of the mail says nothing of the webhook, whose mail_id names the mail.  What it says is
 * read when it is sent, so a webhook that was deleted or is active again gets none.
 *
 * Threads: as the request.
 */
#ifndef SERVICES_DELIVERY_WEBHOOK_MAIL_H
#define SERVICES_DELIVERY_WEBHOOK_MAIL_H

#include "services/delivery/channel.h"
#include "services/delivery/letter.h"

/* In the transaction that disables it. */
enum err webhook_mail_request(struct request *rq, struct uuid webhook_id, struct instant now)
    __attribute__((warn_unused_result));

/*
 * What the mail says beside its recipient, whose time zone `content` has; texts live in the
 * sending's arena.  *wanted is false when there is nothing to tell any more.
 */
enum err webhook_mail_write(struct request *rq, const struct sending *s,
                            struct letter_content *content, bool *wanted)
    __attribute__((warn_unused_result));

#endif
