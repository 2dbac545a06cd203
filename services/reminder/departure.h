/*
 * departure - what a deleted account leaves behind.
 *
 * The event of the deletion takes a first batch and a job the rest, so that no transaction is long.  For a day the job
 * also finds what was made by a request that was on its way.
 */
#ifndef SERVICES_REMINDER_DEPARTURE_H
#define SERVICES_REMINDER_DEPARTURE_H

#include "shared/actor/actor.h"

consumer_call departure_of_user;
consumer_rebuild departure_rebuild;
job_call departure_finish;

#endif
