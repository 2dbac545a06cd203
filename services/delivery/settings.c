#include "services/delivery/settings.h"

#include "shared/base/must.h"

/* clang-format off */
static const struct conf_row rows[] = {
    {.variable = "ALMANAC_DELIVERY_KEY", .kind = CONF_TEXT, .offset = offsetof(struct settings, key),
     .meaning = "file of the key that seals the secrets of webhooks; made when it is not there"},
    {.variable = "ALMANAC_MAILS_PER_HOUR", .kind = CONF_INT, .offset = offsetof(struct settings, mails_per_hour),
     .fallback = "100000", .min = 1, .max = 1000000000,
     .meaning = "mails that all instances together send within an hour of the clock; the others wait for the next"},
};
/* clang-format on */

struct settings settings;

const struct conf_part delivery_settings = {rows, ARRAY_LEN(rows), &settings};
