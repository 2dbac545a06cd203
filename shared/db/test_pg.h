/*
 * test_pg - a PostgreSQL of the test's own on a unix socket, with the runtime's tables.
 *
 * As root it runs as the user postgres, because it refuses to run as root.  Durability is off.
 *
 * Threads: the test's main thread.
 */
#ifndef SHARED_DB_TEST_PG_H
#define SHARED_DB_TEST_PG_H

#include "shared/base/must.h"

#include <libpq-fe.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEST_PG_BIN "/usr/lib/postgresql/15/bin/"

struct test_pg {
    pid_t pid;
    char dir[64], url[128];
};

static inline void __attribute__((format(printf, 1, 2))) test_pg_shell(const char *format, ...)
{
    char command[2048];
    va_list args;

    va_start(args, format);
    must(vsnprintf(command, sizeof command, format, args) < (int)sizeof command);
    va_end(args);
    if (system(command) != 0)
        die("this failed: %s", command);
}

static inline const char *
test_pg_owner(void)
{
    return geteuid() == 0 ? "--reuid postgres --regid postgres --init-groups" : "";
}

static inline void
test_pg_exec(const struct test_pg *pg)
{
    /* A test that dies leaves no server behind, and no server that holds its output open. */
    if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
        _exit(126);
    execl("/bin/sh", "sh", "-c",
          "cd \"$0\" && exec setpriv --pdeathsig QUIT $1 " TEST_PG_BIN "postgres -D data -k \"$0\" "
          "-h '' -c fsync=off -c full_page_writes=off -c shared_buffers=16MB",
          pg->dir, test_pg_owner(), (char *)NULL);
    _exit(127);
}

/* Again after test_pg_stop, with what was stored. */
static inline void
test_pg_start(struct test_pg *pg)
{
    pg->pid = fork();
    must(pg->pid >= 0);
    if (pg->pid == 0)
        test_pg_exec(pg);
    while (PQping(pg->url) != PQPING_OK) {
        if (waitpid(pg->pid, NULL, WNOHANG) == pg->pid)
            die("the server of the test in %s does not start", pg->dir);
        poll(NULL, 0, 5);
    }
}

/* At once, as by a crash. */
static inline void
test_pg_stop(struct test_pg *pg)
{
    kill(pg->pid, SIGQUIT);
    waitpid(pg->pid, NULL, 0);
}

/* The caller clears it. */
static inline PGresult *
test_pg_ask(const struct test_pg *pg, const char *sql)
{
    PGconn *conn = PQconnectdb(pg->url);
    PGresult *result = PQexec(conn, sql);
    ExecStatusType status = PQresultStatus(result);

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        die("%s: %s", sql, PQerrorMessage(conn));
    PQfinish(conn);
    return result;
}

static inline void
test_pg_sql(const struct test_pg *pg, const char *sql)
{
    PQclear(test_pg_ask(pg, sql));
}

/* One number from the database. */
static inline long
test_pg_number(const struct test_pg *pg, const char *sql)
{
    PGresult *result = test_pg_ask(pg, sql);
    long number;

    if (PQntuples(result) != 1 || PQgetisnull(result, 0, 0))
        die("no number: %s", sql);
    number = strtol(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    return number;
}

/* Making the files is most of a server's start; build/test_pg has those of the first, for all others. */
static inline void
test_pg_files(const struct test_pg *pg)
{
    if (geteuid() == 0)
        test_pg_shell("chown postgres %s", pg->dir);
    if (access("build/test_pg", F_OK) != 0) {
        test_pg_shell("cd %s && setpriv %s " TEST_PG_BIN
                      "initdb -D data -U postgres -A trust -E UTF8 "
                      "--locale=C.UTF-8 --no-sync >initdb.log 2>&1",
                      pg->dir, test_pg_owner());
        test_pg_shell("cp -a %s/data build/test_pg.%d && { mv -T build/test_pg.%d build/test_pg "
                      "2>/dev/null || rm -rf build/test_pg.%d; }",
                      pg->dir, (int)getpid(), (int)getpid(), (int)getpid());
    } else {
        test_pg_shell("cp -a build/test_pg %s/data", pg->dir);
    }
}

/* From the repository's root, where the tests run. */
static inline void
test_pg_new(struct test_pg *pg)
{
    snprintf(pg->dir, sizeof pg->dir, "/tmp/test_pg.XXXXXX");
    must(mkdtemp(pg->dir) != NULL);
    snprintf(pg->url, sizeof pg->url, "host=%s user=postgres dbname=postgres", pg->dir);
    test_pg_files(pg);
    test_pg_start(pg);
    test_pg_shell("cat schemas/sql/runtime/*.sql | " TEST_PG_BIN
                  "psql -X -q -v ON_ERROR_STOP=1 -d '%s'",
                  pg->url);
}

static inline void
test_pg_destroy(struct test_pg *pg)
{
    test_pg_stop(pg);
    test_pg_shell("rm -rf %s", pg->dir);
}

#endif
