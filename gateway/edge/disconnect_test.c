#include "gateway/edge/disconnect.h"
#include "shared/base/check.h"

#include <poll.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned told;
static struct disconnect *last;

static void
gone(struct disconnect *disconnect)
{
    told++;
    last = disconnect;
    assert_int_equal(disconnect->fd, 0);
}

static bool
is_readable(const struct disconnects *all)
{
    struct pollfd ready = {.fd = disconnects_fd(all), .events = POLLIN};

    return poll(&ready, 1, 0) == 1;
}

static void
pair(int ours_and_theirs[2])
{
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ours_and_theirs), 0);
}

static void
who_goes_is_told_of_once_and_nobody_else(void **state)
{
    struct disconnects *all = disconnects_new();
    struct disconnect stays = {.gone = gone}, goes = {.gone = gone};
    int a[2], b[2];

    (void)state;
    told = 0;
    pair(a);
    pair(b);
    disconnect_watch(all, &stays, a[0]);
    disconnect_watch(all, &goes, b[0]);
    assert_false(is_readable(all));
    close(b[1]);
    assert_true(is_readable(all));
    disconnects_turn(all);
    disconnects_turn(all);
    assert_int_equal(told, 1);
    assert_ptr_equal(last, &goes);
    assert_false(is_readable(all));
    disconnect_end(all, &stays);
    disconnect_end(all, &goes);
    close(a[0]);
    close(a[1]);
    close(b[0]);
    disconnects_destroy(&all);
}

static void
what_a_client_sends_is_neither_taken_nor_its_end(void **state)
{
    struct disconnects *all = disconnects_new();
    struct disconnect watched = {.gone = gone};
    char byte;
    int a[2];

    (void)state;
    told = 0;
    pair(a);
    disconnect_watch(all, &watched, a[0]);
    assert_int_equal(write(a[1], "x", 1), 1);
    assert_false(is_readable(all));
    disconnects_turn(all);
    assert_int_equal(told, 0);
    assert_int_equal(read(a[0], &byte, 1), 1);
    disconnect_end(all, &watched);
    close(a[1]);
    disconnects_turn(all);
    assert_int_equal(told, 0);
    close(a[0]);
    disconnects_destroy(&all);
}

static void
what_the_kernel_does_not_watch_is_left_unwatched(void **state)
{
    struct disconnects *all = disconnects_new();
    struct disconnect refused = {.gone = gone};
    int fd = memfd_create("no socket",
                          0); /* as when the user's watches are used up: EPERM, not ENOSPC */

    (void)state;
    told = 0;
    disconnect_watch(all, &refused, fd);
    assert_int_equal(refused.fd, 0);
    disconnect_end(all, &refused);
    disconnects_turn(all);
    assert_int_equal(told, 0);
    close(fd);
    disconnects_destroy(&all);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_goes_is_told_of_once_and_nobody_else),
        cmocka_unit_test(what_a_client_sends_is_neither_taken_nor_its_end),
        cmocka_unit_test(what_the_kernel_does_not_watch_is_left_unwatched),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
