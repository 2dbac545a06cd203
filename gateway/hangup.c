#include "gateway/hangup.h"
#include "shared/must.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

struct hangups {
    int epoll;
};

struct hangups *
hangups_new(void)
{
    struct hangups *all = calloc(1, sizeof *all);

    must(all != NULL);
    all->epoll = epoll_create1(EPOLL_CLOEXEC);
    must(all->epoll >= 0);
    return all;
}

void
hangups_destroy(struct hangups **all)
{
    close((*all)->epoll);
    free(*all);
    *all = NULL;
}

int
hangups_fd(const struct hangups *all)
{
    return all->epoll;
}

void
hangup_watch(struct hangups *all, struct hangup *hangup, int fd)
{
    struct epoll_event event = {.events = EPOLLRDHUP, .data.ptr = hangup};

    must(hangup->fd == 0 && fd > 0);
    must(epoll_ctl(all->epoll, EPOLL_CTL_ADD, fd, &event) == 0);
    hangup->fd = fd;
}

void
hangup_end(struct hangups *all, struct hangup *hangup)
{
    if (hangup->fd == 0)
        return;
    must(epoll_ctl(all->epoll, EPOLL_CTL_DEL, hangup->fd, NULL) == 0);
    hangup->fd = 0;
}

/* One by one, for each may end the watch of another. */
void
hangups_turn(struct hangups *all)
{
    struct epoll_event event;

    while (epoll_wait(all->epoll, &event, 1, 0) == 1) {
        struct hangup *hangup = event.data.ptr;

        hangup_end(all, hangup);
        hangup->gone(hangup);
    }
}
