#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/db/connection_private.h"

#include <stdio.h>
#include <string.h>

/* By the longest prefix first; what is not here is our bug.  Source: PostgreSQL 15, appendix A. */
static const struct {
    const char *prefix;
    enum err err;
    bool lost; /* the connection is of no further use */
} states[] = {
    {"23505", ERR_CONFLICT, false},    /* unique_violation */
    {"23503", ERR_CONFLICT, false},    /* foreign_key_violation */
    {"23P01", ERR_CONFLICT, false},    /* exclusion_violation */
    {"57014", ERR_TIMEOUT, false},     /* query_canceled: statement_timeout */
    {"40", ERR_UNAVAILABLE, false},    /* serialization_failure, deadlock_detected */
    {"55P03", ERR_UNAVAILABLE, false}, /* lock_not_available */
    {"53", ERR_UNAVAILABLE, false},    /* out of memory, disk, connections */
    {"58", ERR_UNAVAILABLE, false},    /* system_error: a file cannot be read or written */
    {"57P", ERR_UNAVAILABLE, true},    /* admin_shutdown, crash_shutdown, cannot_connect_now */
    {"08", ERR_UNAVAILABLE, true},     /* connection_exception */
    {"25006", ERR_UNAVAILABLE, true},  /* read_only_sql_transaction: this server is a standby now */
    {"25P03", ERR_UNAVAILABLE, true},  /* idle_in_transaction_session_timeout */
};

static const char *
field(const PGresult *result, int code)
{
    const char *text = PQresultErrorField(result, code);

    return text != NULL ? text : "";
}

/* The primary message may quote a client's value, so it is logged for the program's own faults
 * only. */
static void
log_bug(const char *statement, const PGresult *result)
{
    const char *state = field(result, PG_DIAG_SQLSTATE);
    bool ours = strncmp(state, "42", 2) == 0 || strncmp(state, "XX", 2) == 0;

    log_event(LOG_ERROR, "database.statement.failed",
              "statement=%s sqlstate=%s constraint=%s why=%s", statement, state,
              log_quote(field(result, PG_DIAG_CONSTRAINT_NAME)),
              log_quote(ours ? field(result, PG_DIAG_MESSAGE_PRIMARY) : "see the SQLSTATE"));
}

enum err
db_error(struct connection *connection, const char *statement, const PGresult *result, bool *lost)
{
    const char *state = field(result, PG_DIAG_SQLSTATE);

    snprintf(connection->constraint, sizeof connection->constraint, "%s",
             field(result, PG_DIAG_CONSTRAINT_NAME));
    connection->collided = strcmp(state, "40P01") == 0 || strcmp(state, "40001") == 0;
    *lost = state[0] == '\0' || PQstatus(connection->conn) == CONNECTION_BAD;
    if (*lost)
        return ERR_UNAVAILABLE;
    for (size_t i = 0; i < ARRAY_LEN(states); i++) {
        if (strncmp(state, states[i].prefix, strlen(states[i].prefix)) == 0) {
            *lost = states[i].lost;
            return states[i].err;
        }
    }
    log_bug(statement, result);
    return ERR_BUG;
}
