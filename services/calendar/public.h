/*
 * public - what of a calendar is shown to everybody who has its address.
 *
 * Threads: any.
 */
#ifndef SERVICES_CALENDAR_PUBLIC_H
#define SERVICES_CALENDAR_PUBLIC_H

#include "gen/calendar/api.h"

/* A calendar has a token while it is public: this one gets or loses it. */
void public_settle(struct request *rq, struct calendar *c);

#endif
