/*
 * settings - what only the auth service is told, beside the settings of every service.
 *
 * Threads: settings_load once, before threads; then constant.
 */
#ifndef SERVICES_AUTH_SETTINGS_H
#define SERVICES_AUTH_SETTINGS_H

#include <stdint.h>

struct settings {
    const char *secrets; /* folder of the signing keys */
    int64_t bcrypt_cost; /* log2 of the rounds */
    int64_t network_failures;
};

extern struct settings settings;

void settings_load(void);

#endif
