#include "services/reminder/tally.h"

#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <stdatomic.h>

/* Upper bounds of the classes of lateness; what is later is in a class of its own. */
static const struct late_class {
    int64_t us;
    const char *name;
} late_classes[] = {
    {SECOND_US / 10, "late_100ms"}, {SECOND_US, "late_1s"},   {10 * SECOND_US, "late_10s"},
    {MINUTE_US, "late_60s"},        {INT64_MAX, "late_more"},
};

static const char *const tally_names[TALLY_KINDS] = {
    [TALLY_DUE] = "due", [TALLY_MISSED] = "missed", [TALLY_STALE] = "stale_when_due"};

static atomic_int_least64_t counts[TALLY_KINDS], lates[ARRAY_LEN(late_classes)];
static atomic_int_least64_t pending_now, overdue_now, set_aside_now, stale_now;

void
tally_add(enum tally_kind kind, int64_t count)
{
    atomic_fetch_add(&counts[kind], count);
}

void
tally_late(int64_t late_us)
{
    size_t i = 0;

    while (late_us > late_classes[i].us)
        i++;
    atomic_fetch_add(&lates[i], 1);
}

void
tally_measured(int64_t pending, int64_t overdue, int64_t set_aside, int64_t stale)
{
    atomic_store(&pending_now, pending);
    atomic_store(&overdue_now, overdue);
    atomic_store(&set_aside_now, set_aside);
    atomic_store(&stale_now, stale);
}

void
tally_count(counter_tell *tell, void *arg)
{
    for (int i = 0; i < TALLY_KINDS; i++)
        tell(arg, tally_names[i], atomic_load(&counts[i]));
    for (size_t i = 0; i < ARRAY_LEN(late_classes); i++)
        tell(arg, late_classes[i].name, atomic_load(&lates[i]));
    tell(arg, "pending", atomic_load(&pending_now));
    tell(arg, "overdue", atomic_load(&overdue_now));
    tell(arg, "set_aside", atomic_load(&set_aside_now));
    tell(arg, "stale", atomic_load(&stale_now));
}
