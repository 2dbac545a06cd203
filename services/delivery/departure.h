/*
 * departure - deliveries whose owner's account was deleted.
 *
 * The event of the deletion takes a first batch and a job the rest, so that no transaction is long.
 * For a day the job also finds what was made by a request that was on its way.
 */
#ifndef SERVICES_DELIVERY_DEPARTURE_H
#define SERVICES_DELIVERY_DEPARTURE_H

#include "gen/delivery/api.h"
#include "shared/actor/actor.h"

consumer_call departure_of_user;
consumer_rebuild departure_rebuild;
job_call departure_finish;

/* Tells their owners that these deliveries, of which a statement has just made the last version, are
 * gone. */
enum err departure_tell(struct request *rq, const struct delivery *rows, size_t count)
    __attribute__((warn_unused_result));

#endif
