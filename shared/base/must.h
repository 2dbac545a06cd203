/*
 * must - the three kinds of wrong.
 *
 * The caller's fault is an `enum err` (err.h).  The world's fault at start (no configuration, no
 * database role) is die().  Our own fault, a state the code holds impossible, is must(): it stays
 * on in production, the process ends and the supervisor starts it anew.  No input may reach one:
 * tools/musts says why, for each.
 *
 * Threads: any.
 */
#ifndef SHARED_BASE_MUST_H
#define SHARED_BASE_MUST_H

#define must(cond) ((cond) ? (void)0 : must_failed(#cond, __FILE__, __LINE__))

/* Logs the broken assumption and aborts. */
void must_failed(const char *cond, const char *file, int line) __attribute__((noreturn, cold));

/* Logs one sentence and exits with status 1. */
void die(const char *format, ...) __attribute__((noreturn, cold, format(printf, 1, 2)));

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
