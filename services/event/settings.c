#include "services/event/settings.h"

#include "shared/base/must.h"

static const struct conf_row rows[] = {
    {.variable = "ALMANAC_RANGES_MB",
     .kind = CONF_INT,
     .offset = offsetof(struct settings, ranges_mb),
     .fallback = "128",
     .min = 0,
     .max = 65536,
     .meaning = "MiB of memory for cached ranges of events; 0: none is cached"},
};

struct settings settings;

const struct conf_part event_settings = {rows, ARRAY_LEN(rows), &settings};
