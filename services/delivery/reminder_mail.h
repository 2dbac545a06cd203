/*
 * reminder_mail - the mail to who has set a reminder by mail that came due.
 *
 * The row has the feed's message as its body: title, place and times are as they were when it came due.  To
 * whom it goes, and the time zone, are asked for when it is sent.  It ends without being sent
 *
 *     when the address has not proved itself
 *     once the event is over, and the reminder an hour old
 *     when its message is not kept any more
 *
 * Ownership: what is written lives in the sending's arena.
 * Threads:   reminder_mails_add as the request; reminder_mail_write the runner's.
 */
#ifndef SERVICES_DELIVERY_REMINDER_MAIL_H
#define SERVICES_DELIVERY_REMINDER_MAIL_H

#include "services/delivery/channel.h"
#include "services/delivery/feed_match.h"
#include "services/delivery/letter.h"

bool reminder_mail_is(const struct sending *s);

/* Each once, however often it is added; FEED_BATCH at most. */
enum err reminder_mails_add(struct request *rq, const struct feed_message *const *messages,
                            size_t count, struct instant now) __attribute__((warn_unused_result));

/* What the mail says beside its recipient, whom `content` has.  False: it ends as `end` says. */
bool reminder_mail_write(const struct sending *s, struct instant now,
                         struct letter_content *content, struct sending_result *end);

#endif
