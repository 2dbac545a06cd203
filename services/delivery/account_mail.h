/*
 * account_mail - mails about accounts that auth has requested: each becomes a
 * delivery.
 *
 * What is heard has neither text nor address; the delivery has the id of the
 * request, so heard twice it is there once.
 *
 * Threads: as a consumer's.
 */
#ifndef SERVICES_DELIVERY_ACCOUNT_MAIL_H
#define SERVICES_DELIVERY_ACCOUNT_MAIL_H

#include "shared/actor/actor.h"

consumer_call account_mail_heard;
consumer_rebuild account_mail_rebuild;

#endif
