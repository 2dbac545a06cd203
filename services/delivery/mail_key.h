/*
 * mail_key - the key of what stands for addresses: their ids, and the tokens that stop mails.
 *
 * Whoever loses it lets stopped addresses have mails again.
 *
 * Threads: any, after key_load (key.h).
 */
#ifndef SERVICES_DELIVERY_MAIL_KEY_H
#define SERVICES_DELIVERY_MAIL_KEY_H

#include <stdint.h>

/* SEAL_KEY_LEN bytes. */
const uint8_t *mail_key(void);

#endif
