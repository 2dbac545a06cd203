/*
 * forgot - a password that was forgotten is set anew with the token of a mail.
 *
 * Threads: as the request.
 */
#ifndef SERVICES_AUTH_FORGOT_H
#define SERVICES_AUTH_FORGOT_H

#include "shared/request/request.h"

/* The job that looks for the accounts of the addresses that were typed. */
enum err forgot_answer(struct request *rq);

#endif
