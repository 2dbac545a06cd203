#include "services/reminder/settings.h"

#include "shared/base/must.h"

/* clang-format off */
static const struct conf_row rows[] = {
    {.variable = "ALMANAC_REMINDER_CLOCK", .kind = CONF_TEXT, .offset = offsetof(struct settings, clock),
     .fallback = "", .meaning = "for tests: two times and a rate, as in `2026-03-01T00:00:00Z 2026-03-01T00:00:00Z 288`: what the "
                                "service's clock shows at the second, and how fast it runs"},
};
/* clang-format on */

struct settings settings;

const struct conf_part reminder_settings = {rows, ARRAY_LEN(rows), &settings};
