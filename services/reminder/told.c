#include "services/reminder/told.h"

/* As the user's calendar has it. */
static struct moment
told_moment(const struct firing *f, struct instant at, const struct tz *zone)
{
    if (f->all_day)
        return (struct moment){
            .at = instant_of_day(day_of_instant((struct instant){tz_to_wall(zone, at).us})),
            .is_date = true};
    return (struct moment){.at = at};
}

static struct moment
told_place(int64_t place, const struct event_course *series)
{
    if (series->all_day)
        return (struct moment){.at = {place}, .is_date = true};
    return (struct moment){.at = tz_to_instant(tz_or_utc(series->timezone), (struct local){place})};
}

void
told_show(const struct reminder *reminder, const struct firing *f, const char *zone,
          const struct event_course *series, struct reminder *out)
{
    const struct tz *tz = tz_or_utc(zone);

    *out = *reminder;
    out->has_due_at = true;
    out->due_at = f->due_at;
    if (reminder->has_at)
        return;
    out->has_start_time = true;
    out->start_time = told_moment(f, f->begins_at, tz);
    out->has_end_time = true;
    out->end_time = told_moment(f, f->ends_at, tz);
    out->has_recurrence_id = f->has_place && series != NULL;
    if (out->has_recurrence_id)
        out->recurrence_id = told_place(f->place, series);
}
