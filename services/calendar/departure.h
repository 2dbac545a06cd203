/*
 * departure - what happens to calendars when an account is deleted; see departure.c.
 */
#ifndef SERVICES_CALENDAR_DEPARTURE_H
#define SERVICES_CALENDAR_DEPARTURE_H

#include "shared/actor/actor.h"

consumer_call departure_of_user;
consumer_rebuild departure_rebuild;
job_call departure_finish;

#endif
