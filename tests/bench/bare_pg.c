/*
 * bare_pg CONNINFO IN_FLIGHT SECONDS - a prepared SELECT of one event by its id and nothing else.
 *
 * Up to four connections, each a libpq pipeline with its share of the queries in flight, each query
 * with its own sync: what an actor that batches as well as it can would pay.
 */
#include "tests/bench/bare.h"

#include <libpq-fe.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>

enum { CONNECTIONS = 4, DEPTH = 256, IDS = 1000 };

struct link {
    PGconn *pg;
    double sent_at[DEPTH]; /* a ring */
    unsigned first, waiting, depth;
};

static const char query[] =
    "SELECT id, calendar_id, title, description, location, start_time, end_time, timezone, "
    "all_day, status,"
    " transparency, tags, version, created_by, updated_by, created_at, updated_at"
    " FROM events WHERE id = $1::uuid AND deleted_at IS NULL";
static char ids[IDS][40];
static int id_count;
static float *seconds;
static size_t rounds;
static unsigned failures;

static void
need(bool fine, const PGconn *pg)
{
    if (fine)
        return;
    fprintf(stderr, "bare_pg: %s\n", PQerrorMessage(pg));
    exit(1);
}

static void
read_ids(PGconn *pg)
{
    PGresult *r =
        PQexec(pg, "SELECT id FROM events WHERE deleted_at IS NULL ORDER BY random() LIMIT 1000");

    need(PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) > 0, pg);
    for (id_count = 0; id_count < PQntuples(r); id_count++)
        snprintf(ids[id_count], sizeof ids[0], "%s", PQgetvalue(r, id_count, 0));
    PQclear(r);
}

static void
link_open(struct link *l, const char *conninfo, unsigned depth)
{
    PGresult *r;

    l->pg = PQconnectdb(conninfo);
    l->depth = depth;
    need(PQstatus(l->pg) == CONNECTION_OK, l->pg);
    r = PQprepare(l->pg, "q", query, 1, NULL);
    need(PQresultStatus(r) == PGRES_COMMAND_OK, l->pg);
    PQclear(r);
    if (id_count == 0)
        read_ids(l->pg);
    PQsetnonblocking(l->pg, 1);
    need(PQenterPipelineMode(l->pg), l->pg);
}

static void
link_fill(struct link *l)
{
    while (l->waiting < l->depth) {
        const char *value = ids[(size_t)rand() % (size_t)id_count];

        l->sent_at[(l->first + l->waiting++) % DEPTH] = bare_now();
        need(PQsendQueryPrepared(l->pg, "q", 1, &value, NULL, NULL, 1) && PQpipelineSync(l->pg),
             l->pg);
    }
    PQflush(l->pg);
}

static void
link_read(struct link *l)
{
    need(PQconsumeInput(l->pg), l->pg);
    while (l->waiting > 0 && !PQisBusy(l->pg)) {
        PGresult *r = PQgetResult(l->pg);

        if (r == NULL)
            continue; /* the end of one query's results */
        if (PQresultStatus(r) == PGRES_TUPLES_OK) {
            failures += PQntuples(r) != 1;
        } else if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
            if (rounds < BARE_ROUNDS_MAX)
                seconds[rounds++] = (float)(bare_now() - l->sent_at[l->first]);
            l->first = (l->first + 1) % DEPTH;
            l->waiting--;
        } else {
            need(false, l->pg);
        }
        PQclear(r);
    }
}

int
main(int argc, char **argv)
{
    struct link links[CONNECTIONS] = {0};
    struct pollfd fds[CONNECTIONS];
    unsigned in_flight, count;
    double began, length;

    if (argc != 4 || (in_flight = (unsigned)strtoul(argv[2], NULL, 10)) < 1 || in_flight > DEPTH)
        return fputs("usage: bare_pg CONNINFO IN_FLIGHT SECONDS\n", stderr), 1;
    length = strtod(argv[3], NULL);
    seconds = malloc(sizeof *seconds * BARE_ROUNDS_MAX);
    if (seconds == NULL)
        return 1;
    count = in_flight < CONNECTIONS ? in_flight : CONNECTIONS;
    for (unsigned i = 0; i < count; i++)
        link_open(&links[i], argv[1], in_flight / count);

    began = bare_now();
    while (bare_now() - began < length) {
        for (unsigned i = 0; i < count; i++) {
            link_fill(&links[i]);
            fds[i] = (struct pollfd){.fd = PQsocket(links[i].pg), .events = POLLIN};
        }
        poll(fds, count, 1000);
        for (unsigned i = 0; i < count; i++)
            if (fds[i].revents)
                link_read(&links[i]);
    }
    bare_result(seconds, rounds, bare_now() - began, failures);
    for (unsigned i = 0; i < count; i++)
        PQfinish(links[i].pg);
    free(seconds);
    return failures != 0;
}
