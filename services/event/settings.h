/*
 * settings - settings of the event service, beside those that every service has.
 *
 * Threads: constant once threads run.
 */
#ifndef SERVICES_EVENT_SETTINGS_H
#define SERVICES_EVENT_SETTINGS_H

#include "shared/base/conf.h"

struct settings {
    int64_t ranges_mb; /* MiB for cached ranges; 0: none is cached */
};

extern struct settings settings;
extern const struct conf_part event_settings;

#endif
