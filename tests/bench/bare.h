/*
 * bare - what the bare-part programs share: a stop watch, sorted latencies, one line of result.
 *
 * Threads: one.
 */
#ifndef TESTS_BENCH_BARE_H
#define TESTS_BENCH_BARE_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BARE_ROUNDS_MAX = 10 * 1000 * 1000 };

static inline double
bare_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline int
bare_compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return (x > y) - (x < y);
}

/* In the form of load.lua's done(): rounds, seconds, p50 and p99 in µs, failures. */
static inline void
bare_result(float *seconds, size_t count, double took, unsigned failures)
{
    qsort(seconds, count, sizeof *seconds, bare_compare);
    printf("RESULT %zu %.6f %.0f %.0f %u\n", count, took, count ? seconds[count / 2] * 1e6 : 0.0,
           count ? seconds[count * 99 / 100] * 1e6 : 0.0, failures);
}

#endif
