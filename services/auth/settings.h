/*
 * settings - settings of the auth service, beside those that every service has.
 *
 * Threads: constant once threads run.
 */
#ifndef SERVICES_AUTH_SETTINGS_H
#define SERVICES_AUTH_SETTINGS_H

#include "shared/base/conf.h"

struct settings {
    const char *secrets; /* folder of the signing keys */
    const char *agents;  /* folder of what makes accounts on the bus; empty: there are no agents */
    const char *nats_public_url; /* empty: as the service itself */
    int64_t bcrypt_cost;         /* log2 of the rounds */
    int64_t network_failures;
    int64_t access_s; /* seconds that an access token is valid */
};

extern struct settings settings;

extern const struct conf_part auth_settings;

/* Logs settings that are unsafe. */
void settings_judge(void);

#endif
