/*
 * transfer - offers that have ended; see transfer.c.
 */
#ifndef SERVICES_CALENDAR_TRANSFER_H
#define SERVICES_CALENDAR_TRANSFER_H

#include "shared/actor/actor.h"

job_call transfer_expire;

#endif
