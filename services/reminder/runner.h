/*
 * runner - the service's own thread: it reads stale events again, tells what is due, and sleeps until more is.
 *
 * Every replica runs one.  It is woken by whatever makes something stale or due, in any replica, and looks once a second in
 * any case, as a wake may get lost.
 *
 * Failure: what fails is done again a little later; the tables say what is left.
 */
#ifndef SERVICES_REMINDER_RUNNER_H
#define SERVICES_REMINDER_RUNNER_H

#include "shared/actor/actor.h"

extern const struct own_thread runner_thread;

#endif
