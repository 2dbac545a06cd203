/*
 * settings - what only the event service is told, beside the settings of every service.
 *
 * Threads: constant once threads run.
 */
#ifndef SERVICES_EVENT_SETTINGS_H
#define SERVICES_EVENT_SETTINGS_H

#include "shared/base/conf.h"

struct settings {
    int64_t ranges_mb; /* MiB for ranges that are kept; 0: none is */
};

extern struct settings settings;
extern const struct conf_part event_settings;

#endif
