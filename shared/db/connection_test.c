/* How connections are made, against a server that never answers. */
#include "shared/db/connection.h"

#include "shared/base/check.h"
#include "shared/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { MANY = 10, AT_ONCE = 4, PATIENCE_MS = 10000 };

/* A server that takes connections and says nothing. */
struct silent {
    char folder[32], path[64], url[96];
    int fd;
};

static int
silent_start(void **state)
{
    static struct silent s;
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    s = (struct silent){.folder = "/tmp/silent-XXXXXX"};
    assert_non_null(mkdtemp(s.folder));
    snprintf(s.path, sizeof s.path, "%s/.s.PGSQL.5432", s.folder);
    snprintf(s.url, sizeof s.url, "host=%s port=5432 dbname=none user=nobody", s.folder);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", s.path);
    s.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_int_equal(0, bind(s.fd, (struct sockaddr *)&address, sizeof address));
    assert_int_equal(0, listen(s.fd, 64));
    *state = &s;
    return 0;
}

static int
silent_stop(void **state)
{
    struct silent *s = *state;

    close(s->fd);
    unlink(s->path);
    rmdir(s->folder);
    return 0;
}

/* Tends all of them until so many more have reached the server; how many had after that, and some time. */
static int
reached(struct silent *s, struct connection **connections, int awaited)
{
    int64_t end = monotonic_ms() + PATIENCE_MS, enough = 0;
    int count = 0;

    while (monotonic_ms() < (enough != 0 ? enough : end)) {
        for (int i = 0; i < MANY; i++)
            if (connections[i] != NULL)
                connection_tend(connections[i]);
        count += accept(s->fd, NULL, NULL) >= 0;
        if (count >= awaited && enough == 0)
            enough = monotonic_ms() + 100;
    }
    return count;
}

static void
test_only_so_many_are_made_at_once(void **state)
{
    struct silent *s = *state;
    const struct connection_conf conf = {.url = s->url, .statement_timeout_ms = 1000};
    struct connection *connections[MANY];

    for (int i = 0; i < MANY; i++)
        connections[i] = connection_new(&conf);
    assert_int_equal(AT_ONCE, reached(s, connections, AT_ONCE));
    for (int i = 0; i < AT_ONCE; i++)
        connection_destroy(&connections[i]);
    assert_int_equal(AT_ONCE, reached(s, connections, AT_ONCE));
    for (int i = AT_ONCE; i < MANY; i++)
        connection_destroy(&connections[i]);
}

/* It tries every statement on the schema, which one does as well as all. */
static void
test_the_first_is_made_alone(void **state)
{
    static const struct statement one = {.name = "one", .text = "SELECT 1"};
    static const struct statement *const items[] = {&one};
    static const struct statements set = {items, 1};
    const struct statements *const sets[] = {&set};
    struct silent *s = *state;
    const struct connection_conf conf = {
        .url = s->url, .sql = sets, .sql_count = 1, .statement_timeout_ms = 1000};
    struct connection *connections[MANY];

    for (int i = 0; i < MANY; i++)
        connections[i] = connection_new(&conf);
    assert_int_equal(1, reached(s, connections, 1));
    for (int i = 0; i < MANY; i++)
        connection_destroy(&connections[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_only_so_many_are_made_at_once, silent_start,
                                        silent_stop),
        cmocka_unit_test_setup_teardown(test_the_first_is_made_alone, silent_start, silent_stop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
