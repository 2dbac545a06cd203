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
    const char *agents;  /* folder of what makes accounts on the bus; empty: there are no agents */
    const char *nats_url, *nats_public_url; /* the second empty: as the first */
    int64_t bcrypt_cost;                    /* log2 of the rounds */
    int64_t network_failures;
    int64_t access_s; /* seconds that an access token holds */
};

extern struct settings settings;

void settings_load(void);

#endif
