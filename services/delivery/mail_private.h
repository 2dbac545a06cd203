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

struct mail_question;

/* A sending's context, in its arena. */
struct mail {
    int64_t asked_ms; /* its token is not half an hour old */
    struct mail_question *question;
    const char *address;
    bool proved;
    struct letter_wish wish;
    struct letter letter;
    bool bounced; /* the address was refused */
    int status;
    const char *enhanced;
};

void mail_end(struct sending *s, enum outcome outcome, int64_t wait_s, const char *why);

void mail_unwanted(struct sending *s);
/* A mail of this service, of which auth says only to whom it goes. */
bool mail_is_ours(const struct sending *s);

/* Asks the owner what to write; mail_come follows, or the sending ends. */
void mail_begin(struct sending *s);
/* Those that have begun in this turn of the runner. */
void mail_ask_all(void);
/* What it says, borrowed for the call. */
void mail_come(struct sending *s, const struct letter_content *in);

/* Whether they may go, of all in one transaction, which is left to the caller. */
enum err mail_judge(struct request *rq, struct sending *const *sendings, size_t count,
                    struct instant now) __attribute__((warn_unused_result));
/* `err`: of the transaction.  False: it has ended. */
bool mail_judged(struct sending *s, enum err err, struct instant now);

/* With a server: a letter waits for its turn. */
void mail_queue(struct sending *s);

/* Without: a letter that is written with all others of the same turn of the runner. */
void mail_gather(struct sending *s);
void mail_write_all(void);
/* Before threads; die(). */
void mail_folder_open(const char *path);

#endif
