/*
 * What the files about the channel of mails share.
 *
 * Threads: the runner's.
 */
#ifndef SERVICES_DELIVERY_MAIL_PRIVATE_H
#define SERVICES_DELIVERY_MAIL_PRIVATE_H

#include "services/delivery/channel.h"
#include "services/delivery/letter.h"
#include "services/delivery/letter_may.h"
#include "shared/request/request.h"

enum { MAILS_AT_ONCE = 128, MAIL_BUSY_S = 1 };

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

void mail_end(struct sending *s, enum outcome outcome, int64_t wait_s, const char *why);

/* Asks the owner what to write; the letter follows, or the sending ends. */
void mail_begin(struct sending *s);

/* Whether they may go, of all in one transaction, which is left to the caller. */
enum err mail_judge(struct request *rq, struct sending *const *sendings, size_t count,
                    struct instant now) __attribute__((warn_unused_result));
/* `err`: of the transaction.  False: it has ended. */
bool mail_judged(struct sending *s, enum err err, struct instant now);

/* With a server: a letter waits for its turn. */
void mail_queue(struct sending *s);

/* Without: a letter that is written with all others of the same turn of the runner. */
void mail_gather(struct sending *s);
void mail_settle(void);
/* Before threads; die(). */
void mail_folder_open(const char *path);

#endif
