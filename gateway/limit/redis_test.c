/* Which addresses of Redis are taken. */
#include "gateway/limit/redis.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
    const char *name, *url;
    bool good;
} urls[] = {
    {"a socket", "unix:///run/redis.sock", true},
    {"a host and a port", "redis://localhost:6379", true},
    {"the highest port", "redis://localhost:65535", true},
    {"a host by its address", "redis://127.0.0.1:1", true},
    {"nothing", "", false},
    {"a socket without a path", "unix://", false},
    {"another scheme", "http://localhost:6379", false},
    {"no host", "redis://:6379", false},
    {"no port", "redis://localhost", false},
    {"an empty port", "redis://localhost:", false},
    {"port 0", "redis://localhost:0", false},
    {"a port past the highest", "redis://localhost:65536", false},
    {"a port that no number holds", "redis://localhost:99999999999999999999", false},
    {"a port that comes round to a good one", "redis://localhost:4294973675", false},
    {"a port with something behind it", "redis://localhost:6379/0", false},
    {"a port with a sign", "redis://localhost:-6379", false},
};

/* In a child, because a bad one ends the process. */
static bool
is_taken(const char *url)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        struct redis *redis;

        must(freopen("/dev/null", "w", stderr) != NULL);
        redis = redis_open(NULL, url);
        redis_close(&redis);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status) == 0;
}

static void
an_address_is_a_socket_or_a_host_and_a_port(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(urls); i++)
        CHECK(urls[i].name, is_taken(urls[i].url) == urls[i].good);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_a_socket_or_a_host_and_a_port),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
