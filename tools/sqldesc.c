/*
 * sqldesc - asks PostgreSQL which parameters prepared statements take, and which columns they give.
 *
 * Reads `name NUL text NUL` pairs on stdin.  For each it writes, with tabs between the fields of C:
 *
 *     S name
 *     P type                      per parameter
 *     C type notnull column       per result column
 *
 * notnull is 1 for a column of a table that is NOT NULL, 0 for one that is not, and x for what is
 * no column of a table.  The first statement that PostgreSQL refuses ends the program with
 *
 *     E name position message     the character of the text where it is wrong, from 1; 0: no such
 *
 * The database is that of the PG* environment variables.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static PGconn *db;

static void
give_up(const char *name, const char *why)
{
    fprintf(stderr, "sqldesc: %s: %s", name, why);
    exit(1);
}

static PGresult *
checked(const char *name, PGresult *r, ExecStatusType want)
{
    if (PQresultStatus(r) != want)
        give_up(name, PQresultErrorMessage(r));
    return r;
}

/* One value of one row, copied. */
static char *
look_up(const char *sql, Oid oid, int number)
{
    char a[16], b[16];
    const char *values[] = {a, b};
    PGresult *r;
    char *value;

    snprintf(a, sizeof a, "%u", oid);
    snprintf(b, sizeof b, "%d", number);
    r = checked(sql, PQexecParams(db, sql, 2, NULL, values, NULL, NULL, 0), PGRES_TUPLES_OK);
    value = strdup(PQntuples(r) == 1 ? PQgetvalue(r, 0, 0) : "");
    PQclear(r);
    return value;
}

static char *
type_name(Oid oid)
{
    return look_up("select format_type($1::oid, null) where $2::int is not null", oid, 0);
}

static void
describe_column(const PGresult *r, int i)
{
    char *type = type_name(PQftype(r, i));
    char *notnull = look_up("select attnotnull::int from pg_attribute where attrelid = $1::oid and "
                            "attnum = $2::int and attnum > 0",
                            PQftable(r, i), PQftablecol(r, i));

    printf("C %s\t%s\t%s\n", type, *notnull ? notnull : "x", PQfname(r, i));
    free(type);
    free(notnull);
}

/* What PostgreSQL says of a statement that it does not take. */
static void
say_refused(const char *name, const PGresult *r)
{
    const char *position = PQresultErrorField(r, PG_DIAG_STATEMENT_POSITION);
    const char *message = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);

    if (message == NULL)
        give_up(name, PQerrorMessage(db));
    printf("E %s\t%s\t", name, position != NULL ? position : "0");
    for (; *message != '\0'; message++)
        putchar(*message == '\n' || *message == '\t' ? ' ' : *message);
    putchar('\n');
    exit(1);
}

static void
describe(const char *name, const char *text)
{
    PGresult *r = PQprepare(db, "s", text, 0, NULL);

    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        say_refused(name, r);
    PQclear(r);
    r = checked(name, PQdescribePrepared(db, "s"), PGRES_COMMAND_OK);
    printf("S %s\n", name);
    for (int i = 0; i < PQnparams(r); i++) {
        char *type = type_name(PQparamtype(r, i));

        printf("P %s\n", type);
        free(type);
    }
    for (int i = 0; i < PQnfields(r); i++)
        describe_column(r, i);
    PQclear(r);
    PQclear(checked(name, PQexec(db, "deallocate s"), PGRES_COMMAND_OK));
}

int
main(void)
{
    char *name = NULL, *text = NULL;
    size_t name_room = 0, text_room = 0;

    db = PQconnectdb("");
    if (PQstatus(db) != CONNECTION_OK)
        give_up("connect", PQerrorMessage(db));
    while (getdelim(&name, &name_room, 0, stdin) > 0 && getdelim(&text, &text_room, 0, stdin) > 0)
        describe(name, text);
    free(name);
    free(text);
    PQfinish(db);
    return 0;
}
