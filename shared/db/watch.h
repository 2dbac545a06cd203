/*
 * watch - notices that the database wants its clients to leave.
 *
 * PostgreSQL's smart shutdown (SIGTERM, `pg_ctl stop -m smart`) waits until the last client has
 * gone, and tells none of them.  It only refuses new ones, with SQLSTATE 57P03.  So one thread asks
 * every ten seconds to be let in, and when it is refused so, each connection that was begun before
 * leaves as soon as it has no transaction open (connection_tend).
 *
 * To ask costs the server a process for some milliseconds: it goes no further than the password.
 *
 * Ownership: watch_start's caller stops it; `url` outlives it.
 * Failure:   a server that does not answer is none that shuts down.
 * Threads:   any.  watch_stop waits for a question that is on its way, two seconds at most.
 */
#ifndef SHARED_DB_WATCH_H
#define SHARED_DB_WATCH_H

struct watch;

struct watch *watch_start(const char *url);
void watch_stop(struct watch **watch);

#endif
