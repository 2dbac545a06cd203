/*
 * tzdata - the due list is computed anew when the process has other time zones than it was computed with.
 *
 * Threads: the jobs'.
 */
#ifndef SERVICES_REMINDER_TZDATA_H
#define SERVICES_REMINDER_TZDATA_H

#include "shared/actor/actor.h"

job_call tzdata_compare;

#endif
