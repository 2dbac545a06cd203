/*
 * recur_dump - shared/series for a script: reads lines of fields separated by tabs, prints a line
 * for each.
 *
 *   Europe/Berlin  1774746000  FREQ=DAILY;COUNT=3  1774000000  1775000000
 *   zone           start       rule                from        until
 *
 * The start is a wall-clock time in seconds, from and until are instants in seconds.  Answers with
 * the occurrences of no length in that window as WALL/INSTANT, or with `refused PART WHY`.
 */
#include "shared/recur/series.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 5, SECOND = 1000000 };

static bool
split(char *line, char *fields[FIELDS])
{
    line[strcspn(line, "\n")] = '\0';
    for (int i = 0; i < FIELDS; i++)
        fields[i] = strsep(&line, "\t");
    return fields[FIELDS - 1] != NULL && line == NULL;
}

static struct instant
instant_at(const char *seconds)
{
    return (struct instant){strtoll(seconds, NULL, 10) * SECOND};
}

static void
print_occurrences(const struct series *s, struct instant from, struct instant until)
{
    struct series_iter it;
    struct occurrence o;

    series_begin(&it, s, from, until);
    while (series_next(&it, &o))
        printf("%" PRId64 "/%" PRId64 " ", o.wall.us / SECOND, o.start.us / SECOND);
    putchar('\n');
}

static bool
answer(struct arena *a, char *fields[FIELDS])
{
    struct series_definition d = {.zone = tz_find(fields[0], strlen(fields[0])),
                                  .start = {instant_at(fields[1]).us}};
    const struct series *s;
    struct rule_problem problem;

    if (d.zone == NULL)
        return false;
    if (rule_parse(a, fields[2], strlen(fields[2]), &d.rule, &problem) &&
        series_new(a, &d, &s, &problem))
        print_occurrences(s, instant_at(fields[3]), instant_at(fields[4]));
    else
        printf("refused %s %s\n", problem.part, problem.why);
    return true;
}

int
main(void)
{
    struct arena *a = arena_new(1 << 20);
    char line[4096], *fields[FIELDS];
    int status = 0;

    while (status == 0 && fgets(line, sizeof line, stdin) != NULL) {
        if (!split(line, fields) || !answer(a, fields))
            status = 2;
        fflush(stdout);
        arena_reset(a);
    }
    arena_destroy(a);
    return status;
}
