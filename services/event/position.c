#include "services/event/position.h"

static const struct uuid last_id = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                     0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

/*
 * What began before the range goes on by the past_ positions, the rest by the after_ ones.  These
 * bound the index, so they are never before the range: its whole past would be read.
 */
static void
skip_past(struct sql_event_range *q)
{
    q->past_time = q->after_time;
    q->past_id = q->after_id;
    q->past_wall = q->after_wall;
    q->past_day = q->after_day;
    q->past_day_id = q->after_day_id;
    q->past_day_wall = q->after_day_wall;
    if (q->after_time.us < q->range_start.us) {
        q->after_time = (struct instant){q->range_start.us - 1};
        q->after_id = last_id;
        q->after_wall = PLACE_SINGLE;
    }
    if (q->after_day.us < q->first_day.us) {
        q->after_day = (struct instant){q->first_day.us - 1};
        q->after_day_id = last_id;
        q->after_day_wall = PLACE_SINGLE;
    }
}

/*
 * Where each part goes on.  A timed event follows a skipped date that begins at the same instant;
 * all-day events go on behind every date that begins at `after` or before.
 */
void
position_behind(const struct tz *zone, const struct place *after, struct sql_event_range *q)
{
    bool skipped = after->day.days < place_day(zone, after->at).days;
    bool begins = tz_day_start(zone, after->day).us == after->at.us;

    q->after_time = after->at;
    q->after_id = skipped ? (struct uuid){{0}} : after->id;
    q->after_wall = after->wall;
    q->after_day = instant_of_day(after->day);
    q->after_day_id = begins ? after->id : last_id;
    q->after_day_wall = after->wall;
    skip_past(q);
}
