/*
 * reminder - the actor of reminders; see reminder.c.
 */
#ifndef SERVICES_REMINDER_REMINDER_H
#define SERVICES_REMINDER_REMINDER_H

#include "shared/actor/actor.h"

extern const struct actor reminder_actor;

#endif
