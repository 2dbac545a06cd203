/*
 * Any file that loads as a zone answers for every instant of the contract; and the input as a POSIX
 * TZ string likewise.  Spans meet, local times resolve to an instant that shows them or lies at a
 * gap.
 */
#include "shared/base/must.h"
#include "shared/time/tz_internal.h"
#include "tests/fuzz/fuzz.h"

#define STEP_US (INT64_C(86400000000) * 1461 + INT64_C(12345678901))

static void
check_span(struct tz_span span, int64_t at)
{
    must(span.start <= at && at < span.end);
    must(span.offset > TZ_OFFSET_BELOW && span.offset < TZ_OFFSET_ABOVE);
}

static void
check_zone(const struct tz *z)
{
    for (int64_t us = instant_min.us; us <= instant_max.us; us += STEP_US) {
        struct instant at = {us}, back = tz_to_instant(z, tz_to_local(z, at));

        check_span(tz_span_at(z, us / 1000000 - (us % 1000000 < 0)),
                   us / 1000000 - (us % 1000000 < 0));
        must(back.us <= at.us && tz_to_local(z, back).us == tz_to_local(z, at).us);
        (void)tz_day_start(z, day_of_instant(at));
    }
}

static void
check_rule(const struct tz_rule *rule)
{
    for (int64_t us = instant_min.us; us <= instant_max.us; us += STEP_US)
        check_span(tz_rule_span(rule, us / 1000000), us / 1000000);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tz *z = tz_load("Fuzz", 4, (struct bytes){data, size});
    struct tz_rule rule;

    if (z != NULL)
        check_zone(z);
    tz_free(z);
    if (tz_rule_parse((const char *)data, size, &rule))
        check_rule(&rule);
    return 0;
}
