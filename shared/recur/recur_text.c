/*
 * A rule as text again: parts in the order in which RFC 5545 lists them, lists sorted, defaults
 * left out.  It is never longer than the text it was read from, but for an end given later.
 */
#include "shared/base/must.h"
#include "shared/recur/recur_internal.h"

#include <stdio.h>
#include <string.h>

enum { ROOM = RECUR_TEXT_MAX + 64 };

struct out {
    char *text;
    size_t len;
    char mark; /* before the next value of a list: '=' for the first */
};

static void
recur_text_put(struct out *o, const char *text)
{
    size_t len = strlen(text);

    must(o->len + len < ROOM);
    memcpy(o->text + o->len, text, len + 1);
    o->len += len;
}

static void
put_number(struct out *o, int n)
{
    char text[16];

    snprintf(text, sizeof text, "%d", n);
    recur_text_put(o, text);
}

static void
put_mark(struct out *o)
{
    recur_text_put(o, (const char[]){o->mark, '\0'});
    o->mark = ',';
}

static void
put_value(struct out *o, int n)
{
    put_mark(o);
    put_number(o, n);
}

static void
begin_list(struct out *o, const char *part)
{
    recur_text_put(o, part);
    o->mark = '=';
}

/* Values 1.. and then -1.. */
static void
put_bits(struct out *o, const char *part, uint64_t plus, uint64_t minus)
{
    begin_list(o, part);
    for (int n = 0; n < 64; n++)
        if (plus >> n & 1)
            put_value(o, n);
    for (int n = 0; n < 64; n++)
        if (minus >> n & 1)
            put_value(o, -n);
}

static void
put_yeardays(struct out *o, const struct rule *r)
{
    begin_list(o, ";BYYEARDAY");
    for (int n = days_next(&r->yeardays_plus, 0); n < RECUR_BITS;
         n = days_next(&r->yeardays_plus, n + 1))
        put_value(o, n);
    for (int n = days_next(&r->yeardays_minus, 0); n < RECUR_BITS;
         n = days_next(&r->yeardays_minus, n + 1))
        put_value(o, -n);
}

static const char *const weekdays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

static void
put_nth(struct out *o, uint64_t nth, int sign, int weekday)
{
    for (int n = 1; n <= 53; n++) {
        if (nth >> n & 1) {
            put_value(o, sign * n);
            recur_text_put(o, weekdays[weekday]);
        }
    }
}

static void
put_weekdays(struct out *o, const struct rule *r)
{
    begin_list(o, ";BYDAY");
    for (int i = 0; i < 7; i++) {
        if (r->weekdays >> i & 1) {
            put_mark(o);
            recur_text_put(o, weekdays[i]);
        }
        put_nth(o, r->nth_plus[i], 1, i);
        put_nth(o, r->nth_minus[i], -1, i);
    }
}

static void
put_setpos(struct out *o, const struct rule *r)
{
    begin_list(o, ";BYSETPOS");
    for (int i = 0; i < r->setpos_count; i++)
        put_value(o, r->setpos[i]);
}

static void
put_until(struct out *o, const struct rule_end *end)
{
    struct day day = day_of_instant((struct instant){end->until_us});
    int64_t second = (end->until_us - instant_of_day(day).us) / 1000000;
    int year, month, mday;
    char text[64];

    day_to_civil(day, &year, &month, &mday);
    snprintf(text, sizeof text, ";UNTIL=%04d%02d%02d", year, month, mday);
    recur_text_put(o, text);
    if (end->until == RULE_UNTIL_DATE)
        return;
    snprintf(text, sizeof text, "T%02d%02d%02d%s", (int)(second / 3600), (int)(second / 60 % 60),
             (int)(second % 60), end->until == RULE_UNTIL_UTC ? "Z" : "");
    recur_text_put(o, text);
}

static void
put_frame(struct out *o, const struct rule *r)
{
    static const char *const names[] = {"YEARLY", "MONTHLY",  "WEEKLY",  "DAILY",
                                        "HOURLY", "MINUTELY", "SECONDLY"};

    recur_text_put(o, "FREQ=");
    recur_text_put(o, names[r->freq]);
    if (r->end.until != RULE_UNTIL_NONE)
        put_until(o, &r->end);
    if (r->end.count > 0) {
        recur_text_put(o, ";COUNT=");
        put_number(o, r->end.count);
    }
    if (r->interval > 1) {
        recur_text_put(o, ";INTERVAL=");
        put_number(o, r->interval);
    }
}

const char *
rule_text(struct arena *a, const struct rule *rule)
{
    struct out o = {arena_array(a, char, ROOM), 0, 0};

    put_frame(&o, rule);
    if (rule->parts & RECUR_BYSECOND)
        put_bits(&o, ";BYSECOND", rule->seconds, 0);
    if (rule->parts & RECUR_BYMINUTE)
        put_bits(&o, ";BYMINUTE", rule->minutes, 0);
    if (rule->parts & RECUR_BYHOUR)
        put_bits(&o, ";BYHOUR", rule->hours, 0);
    if (rule->parts & RECUR_BYDAY)
        put_weekdays(&o, rule);
    if (rule->parts & RECUR_BYMONTHDAY)
        put_bits(&o, ";BYMONTHDAY", rule->monthdays_plus, rule->monthdays_minus);
    if (rule->parts & RECUR_BYYEARDAY)
        put_yeardays(&o, rule);
    if (rule->parts & RECUR_BYWEEKNO)
        put_bits(&o, ";BYWEEKNO", rule->weeks_plus, rule->weeks_minus);
    if (rule->parts & RECUR_BYMONTH)
        put_bits(&o, ";BYMONTH", rule->months, 0);
    if (rule->parts & RECUR_BYSETPOS)
        put_setpos(&o, rule);
    if (rule->week_start != 0) {
        recur_text_put(&o, ";WKST=");
        recur_text_put(&o, weekdays[rule->week_start]);
    }
    return o.text;
}
