/*
 * settings - settings of the delivery service, beside those that every service
 * has.
 *
 * Threads: constant once threads run.
 */
#ifndef SERVICES_DELIVERY_SETTINGS_H
#define SERVICES_DELIVERY_SETTINGS_H

#include "shared/base/conf.h"
#include "shared/outbound/outbound.h"

struct settings {
    const char *key;        /* file of the key that seals, see key.h */
    const char *public_url; /* of the gateway, without a `/` at its end, for links */
    const char *mail_from;  /* an address */
    const char *mails;      /* folder of the mails when there is no server for them */
    const char *smtp_url;   /* empty: there is none */
    const char *smtp_user, *smtp_password_file, *smtp_tls, *smtp_authorities;
    const char *allowed; /* networks that webhooks may be in although they are not
                          public */
    int64_t mails_per_hour, smtp_seconds;
};

extern struct settings settings;

extern const struct conf_part delivery_settings;

/* The server of mails, or NULL; die() on settings that cannot be. */
const struct outbound_smtp *settings_smtp(void);

#endif
