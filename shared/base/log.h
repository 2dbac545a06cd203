/*
 * log - logfmt on stderr, one write per line.
 *
 *   at=2026-03-01T09:00:00.123Z level=info actor=contact event=contact.create.refused err=...
 *
 * `event` is noun.verb.outcome with no data in it.  Values that are not plain words are quoted and
 * escaped.  Never names, addresses, passwords, tokens or keys.
 *
 * Never waits: a line for which stderr has no room, or that cannot be written, is lost, and the next one
 * that can be written is preceded by event=log.lines.lost with their number.
 *
 * Threads: any.
 */
#ifndef SHARED_BASE_LOG_H
#define SHARED_BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* `actor` must live as long as the process. */
void log_init(const char *actor);
/* "debug", "info", "warn" or "error"; false for another name. */
bool log_set_level(const char *name);
bool log_enabled(enum log_level level);

/*
 * What follows the event is one format, whose text is logfmt already:
 *
 *   log_event(LOG_WARN, "db.connect.failed", "why=%s", log_quote(text));
 */
void log_event(enum log_level level, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* `text` quoted for logfmt into a thread-local ring of 8 buffers (cut at 400 bytes). */
const char *log_quote(const char *text);

#endif
