/*
 * signals - SIGTERM and SIGINT begin the drain, SIGHUP reads the certificate again.
 *
 * Threads: signals_open before any other is made, so that none of them takes a signal; the rest is
 *   the loop's.
 */
#ifndef GATEWAY_SIGNALS_H
#define GATEWAY_SIGNALS_H

#include "gateway/gateway.h"

/* A descriptor that is readable when a signal has come. */
int signals_open(void);
void signals_read(struct gateway *gateway, int fd);

#endif
