/*
 * purge - what is kept for 31 days, and no longer.
 */
#ifndef SERVICES_REMINDER_PURGE_H
#define SERVICES_REMINDER_PURGE_H

#include "shared/actor/actor.h"

job_call reminder_purge;

#endif
