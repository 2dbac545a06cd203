/*
 * address - e-mail addresses in all scripts.
 *
 * Source:  RFC 6531 section 3.3 without quoted local parts and address literals; UTS 46 (ICU) for the domain,
 *          which has the limits of DNS in its ASCII form.
 * Threads: any.
 */
#ifndef SERVICES_CONTACT_ADDRESS_H
#define SERVICES_CONTACT_ADDRESS_H

#include "shared/request/request.h"

/* As it is stored: in NFC, without the spaces around it.  What is wrong becomes a problem of `email`. */
const char *address_check(struct request *rq, const char *email);

/* The same address with its domain in Unicode instead of ASCII, or the opposite; empty when there is none. */
const char *address_other_form(struct arena *a, const char *email);

#endif
