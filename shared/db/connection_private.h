/*
 * connection_private - what the files of the database side share:
 *
 *   connection.c   the connection
 *   prepared.c     the statements that its session has prepared
 *   watch.c        whether the server wants its clients to leave
 *   db.c           statements and transactions
 *   db_encode.c    parameters
 *   db_decode.c    results
 *   db_error.c     SQLSTATEs
 */
#ifndef SHARED_DB_CONNECTION_PRIVATE_H
#define SHARED_DB_CONNECTION_PRIVATE_H

#include "shared/db/connection.h"
#include "shared/db/prepared.h"

#include <libpq-fe.h>

enum connection_state {
    CONNECTION_AWAY,       /* until next_try_ms */
    CONNECTION_CONNECTING, /* PQconnectPoll */
    CONNECTION_PREPARING,  /* the statements are on their way */
    CONNECTION_UP,
};

enum { CONNECTION_QUEUED_MAX = 96 };

/* Of what was sent and whose result has not come. */
struct queued {
    const char *name;
    const struct statement *prepares; /* NULL: it is run */
};

struct connection {
    struct connection_conf conf;
    enum connection_mode mode;
    enum connection_state state;
    PGconn *conn;
    PostgresPollingStatusType wants; /* while connecting */
    int64_t next_try_ms, give_up_ms, back_off_ms;
    int64_t begun_ms;   /* when the attempt began that it is of */
    int64_t heard_ms;   /* when the server last answered */
    bool pinged;        /* a sync is on its way, to be answered until give_up_ms */
    unsigned suspicion; /* that the last ping answered */
    struct prepared *prepared;
    bool checks;   /* all that there is is being prepared */
    unsigned life; /* how often it was made */

    bool open; /* a transaction is */
    bool deferring;
    bool announced; /* the transaction has outbox rows */
    bool locked;    /* it has run a statement that says which locks it takes */
    bool collided;  /* the last failure was of the kind that another try may not meet */
    bool spoiled;   /* a statement of the transaction failed: only a rollback is left */

    bool in_part;      /* connection_part_begin: what follows is a part of the transaction, */
    bool part_saves;   /* whose first change is to come behind a savepoint; */
    bool part_changed; /* it has come */
    bool saved;        /* the transaction has a savepoint */

    struct queued queued[CONNECTION_QUEUED_MAX]; /* in order */
    size_t queued_count;

    char constraint[64]; /* that the last failure broke */
};

/* Closes the connection; the next try comes after the back-off. */
void connection_lose(struct connection *connection);

/* Some connection had no answer in time: every idle one asks whether the server is still there. */
void connection_suspect(void);

/* The server takes no clients: those that it has leave when they are idle. */
void connection_all_leave(void);

/* Waits for the socket; false: the deadline has passed. */
bool connection_poll(struct connection *connection, short events, int64_t deadline_ms);

/* A failed result as an error; notes the constraint; logs what is our bug. */
enum err db_error(struct connection *connection, const char *statement, const PGresult *result,
                  bool *lost);

/* PostgreSQL counts from 2000-01-01. */
#define EPOCH_2000_US INT64_C(946684800000000)
enum { EPOCH_2000_DAYS = 10957 };

/* Binary parameters in the arena. */
struct db_params {
    int count;
    const char **values;
    int *lengths, *formats;
};
enum err db_encode(struct request *rq, const struct statement *st, const void *args,
                   struct db_params *out);
/* One row of a binary result into a zeroed row struct. */
enum err db_decode(struct request *rq, const struct statement *st, const PGresult *result, int row,
                   void *out);

#endif
