/*
 * settings - settings of the reminder service, beside those that every service has.
 *
 * Threads: constant once threads run.
 */
#ifndef SERVICES_REMINDER_SETTINGS_H
#define SERVICES_REMINDER_SETTINGS_H

#include "shared/base/conf.h"

struct settings {
    const char *clock; /* see pace.h */
};

extern struct settings settings;

extern const struct conf_part reminder_settings;

#endif
