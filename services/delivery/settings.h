/*
 * settings - settings of the delivery service, beside those that every service has.
 *
 * Threads: constant once threads run.
 */
#ifndef SERVICES_DELIVERY_SETTINGS_H
#define SERVICES_DELIVERY_SETTINGS_H

#include "shared/base/conf.h"

struct settings {
    const char *key; /* file of the key that seals, see key.h */
    int64_t mails_per_hour;
};

extern struct settings settings;

extern const struct conf_part delivery_settings;

#endif
