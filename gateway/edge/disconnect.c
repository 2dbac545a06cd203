#include "gateway/edge/disconnect.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

struct disconnects {
    int epoll;
};

struct disconnects *
disconnects_new(void)
{
    struct disconnects *all = calloc(1, sizeof *all);

    must(all != NULL);
    all->epoll = epoll_create1(EPOLL_CLOEXEC);
    must(all->epoll >= 0);
    return all;
}

void
disconnects_destroy(struct disconnects **all)
{
    close((*all)->epoll);
    free(*all);
    *all = NULL;
}

int
disconnects_fd(const struct disconnects *all)
{
    return all->epoll;
}

void
disconnect_watch(struct disconnects *all, struct disconnect *disconnect, int fd)
{
    struct epoll_event event = {.events = EPOLLRDHUP, .data.ptr = disconnect};

    must(disconnect->fd == 0 && fd > 0);
    if (epoll_ctl(all->epoll, EPOLL_CTL_ADD, fd, &event) == 0)
        disconnect->fd = fd;
    else
        log_event(LOG_WARN, "disconnect.unwatched", "why=%s", log_quote(strerror(errno)));
}

void
disconnect_end(struct disconnects *all, struct disconnect *disconnect)
{
    if (disconnect->fd == 0)
        return;
    must(epoll_ctl(all->epoll, EPOLL_CTL_DEL, disconnect->fd, NULL) == 0);
    disconnect->fd = 0;
}

/* One by one, for each may end the watch of another. */
void
disconnects_turn(struct disconnects *all)
{
    struct epoll_event event;

    while (epoll_wait(all->epoll, &event, 1, 0) == 1) {
        struct disconnect *disconnect = event.data.ptr;

        disconnect_end(all, disconnect);
        disconnect->gone(disconnect);
    }
}
