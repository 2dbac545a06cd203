/*
 * settings - what the environment tells the gateway.
 *
 * Failure: die() on a setting that is unknown, out of its range, or not understood.
 * Threads: before there are any.
 */
#ifndef GATEWAY_SETTINGS_H
#define GATEWAY_SETTINGS_H

#include "gateway/gateway.h"

/* Takes as many descriptors as the connections may need, and fewer connections when it may not. */
void settings_load(int argc, char **argv, struct gateway_conf *conf);

#endif
