#include "gateway/signals.h"
#include "gateway/edge/tls.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

int
signals_open(void)
{
    sigset_t ends;
    int fd;

    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    if (pthread_sigmask(SIG_BLOCK, &ends, NULL) != 0)
        die("signals cannot be blocked");
    fd = signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC);
    if (fd < 0)
        die("no descriptor for signals: %s", strerror(errno));
    return fd;
}

/* What is wrong is only said: the certificate in use stays. */
static void
reload(struct gateway *g)
{
    const char *why = g->tls == NULL ? "no certificate is in use" : tls_load(g->tls);

    if (why != NULL)
        log_event(LOG_ERROR, "tls.reload.refused", "why=%s", log_quote(why));
    else
        log_event(LOG_INFO, "tls.reload.done", "cert=%s", log_quote(g->conf.tls_cert));
}

void
signals_read(struct gateway *g, int fd)
{
    struct signalfd_siginfo info;

    while (read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGHUP)
            reload(g);
        else
            g->draining = true;
    }
}
