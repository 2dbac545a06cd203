#include "services/delivery/settings.h"

#include "shared/base/must.h"

/* clang-format off */
static const struct conf_row rows[] = {
    {.variable = "ALMANAC_DELIVERY_KEY", .kind = CONF_TEXT, .offset = offsetof(struct settings, key),
     .meaning = "file of the key that seals the secrets of webhooks; made when it is not there"},
    {.variable = "ALMANAC_OUTBOUND_ALLOW", .kind = CONF_TEXT, .offset = offsetof(struct settings, allowed), .fallback = "",
     .meaning = "networks that webhooks may be sent to although they are not public, as in 10.0.0.0/8,::1"},
};
/* clang-format on */

struct settings settings;

const struct conf_part delivery_settings = {rows, ARRAY_LEN(rows), &settings};
