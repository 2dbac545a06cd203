/*
 * auth - the actor of accounts, sessions and signing keys; see auth.c.
 */
#ifndef SERVICES_AUTH_AUTH_H
#define SERVICES_AUTH_AUTH_H

#include "shared/actor/actor.h"

extern const struct actor auth_actor;

#endif
