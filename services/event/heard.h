/*
 * heard - what becomes of attendees when auth tells of an account: an address that is proved later is linked then, and an
 * account that is deleted is linked to nothing any more.
 *
 * The consumer notes the account; a job changes each event in a transaction of its own, which locks as a request does.  An
 * attendee that was invited by an address stays with it; one that was an account alone goes.
 *
 * An address may have been proved while this service did not hear it for longer than messages are stored: addresses without an
 * account are looked up once an hour.
 */
#ifndef SERVICES_EVENT_HEARD_H
#define SERVICES_EVENT_HEARD_H

#include "shared/actor/actor.h"

consumer_call heard_of_user;
consumer_rebuild heard_rebuild;
job_call heard_settle, heard_look_up;

#endif
