/*
 * bare_recur [SECONDS] - occurrences a second of the engine alone, on one core: series of an hour
 * in Europe/Berlin, asked for in windows of the stated length, each with its own beginning.
 */
#include "shared/recur/series.h"
#include "tests/bench/bare.h"

#include <string.h>

static const struct {
    const char *name, *rule;
    int window; /* days */
} rows[] = {
    {"daily, all", "FREQ=DAILY", 40000},
    {"daily, a year", "FREQ=DAILY", 365},
    {"daily, a month", "FREQ=DAILY", 30},
    {"weekdays, a year", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 365},
    {"weekly, all", "FREQ=WEEKLY", 40000},
    {"weekly, a year", "FREQ=WEEKLY", 365},
    {"weekly, a month", "FREQ=WEEKLY", 30},
    {"every other week, all", "FREQ=WEEKLY;INTERVAL=2", 40000},
    {"monthly, all", "FREQ=MONTHLY", 40000},
    {"monthly, a month", "FREQ=MONTHLY", 30},
    {"last Friday, all", "FREQ=MONTHLY;BYDAY=-1FR", 40000},
    {"last workday, all", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 40000},
    {"yearly, all", "FREQ=YEARLY", 40000},
    {"every 15 minutes, a year", "FREQ=MINUTELY;INTERVAL=15", 365},
    {"every 50 minutes, a year", "FREQ=MINUTELY;INTERVAL=50", 365},
};

static const struct series *
make(struct arena *a, const char *text)
{
    struct series_definition d = {.zone = tz_find("Europe/Berlin", strlen("Europe/Berlin")),
                                  .length_us = INT64_C(3600000000)};
    const struct series *s = NULL;
    struct rule_problem problem;
    struct instant start;

    instant_parse("2020-01-01T09:00:00Z", 20, &start);
    d.start.us = start.us;
    if (d.zone == NULL || !rule_parse(a, text, strlen(text), &d.rule, &problem) ||
        !series_new(a, &d, &s, &problem))
        exit(1);
    return s;
}

/* Windows one after the other, over a hundred years. */
static void
measure(const char *name, const struct series *s, int window, double length)
{
    uint64_t count = 0, windows = 0, steps = 0;
    double began = bare_now(), took;
    int64_t day = 0;

    do {
        struct instant from = {INT64_C(1577836800000000) + day * DAY_US};
        struct series_iter it;
        struct occurrence o;

        series_begin(&it, s, from, (struct instant){from.us + window * DAY_US});
        while (series_next(&it, &o))
            count++;
        steps += series_steps(&it);
        windows++;
        day = (day + window) % 36500;
        took = bare_now() - began;
    } while (took < length);
    printf("%-26s %7.1f million/s %9.0f ns a window %6.1f steps each\n", name,
           (double)count / took / 1e6, took / (double)windows * 1e9, (double)steps / (double)count);
}

int
main(int argc, char **argv)
{
    double length = argc > 1 ? strtod(argv[1], NULL) : 0.5;
    struct arena *a = arena_new(1 << 20);

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        measure(rows[i].name, make(a, rows[i].rule), rows[i].window, length);
    arena_destroy(a);
    return 0;
}
