/*
 * contact - the address book actor; see contact.c.
 */
#ifndef SERVICES_CONTACT_CONTACT_H
#define SERVICES_CONTACT_CONTACT_H

#include "shared/actor/actor.h"

extern const struct actor contact_actor;

#endif
