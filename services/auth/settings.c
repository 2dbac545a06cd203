#include "services/auth/settings.h"

#include "shared/base/conf.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

enum { COST_SAFE = 12 };

/* clang-format off */
static const struct conf_row rows[] = {
    {.variable = "ALMANAC_SECRETS", .kind = CONF_TEXT, .offset = offsetof(struct settings, secrets),
     .meaning = "folder of the signing keys, <kid>.pem; made, with a first key, when it is not there"},
    {.variable = "ALMANAC_AGENTS", .kind = CONF_TEXT, .offset = offsetof(struct settings, agents), .fallback = "",
     .meaning = "folder that natskeys makes, <folder>/agents; empty: no credentials for programs"},
    {.variable = "ALMANAC_NATS_PUBLIC_URL", .kind = CONF_TEXT, .offset = offsetof(struct settings, nats_public_url),
     .fallback = "", .meaning = "where programs reach nats-server; empty: ALMANAC_NATS_URL"},
    {.variable = "ALMANAC_BCRYPT_COST", .kind = CONF_INT, .offset = offsetof(struct settings, bcrypt_cost),
     .fallback = "12", .min = 4, .max = 20,
     .meaning = "cost of a password's hash as log2 of its rounds; below 12 only for tests"},
    {.variable = "ALMANAC_NETWORK_FAILURES", .kind = CONF_INT,
     .offset = offsetof(struct settings, network_failures), .fallback = "100", .min = 1,
     .max = 1000000000,
     .meaning = "failed logins of one network after which it waits; one is forgotten every 5 s"},
    {.variable = "ALMANAC_ACCESS_SECONDS", .kind = CONF_INT, .offset = offsetof(struct settings, access_s),
     .fallback = "900", .min = 1, .max = 900,
     .meaning = "seconds that an access token is valid"},
};
/* clang-format on */

struct settings settings;

const struct conf_part auth_settings = {rows, ARRAY_LEN(rows), &settings};

void
settings_judge(void)
{
    if (settings.bcrypt_cost < COST_SAFE)
        log_event(LOG_WARN, "password.cost.low", "cost=%d safe=%d", (int)settings.bcrypt_cost,
                  COST_SAFE);
}
