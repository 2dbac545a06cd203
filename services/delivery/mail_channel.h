/*
 * mail_channel - deliveries by mail: what to write is asked of the owner each time, and is stored
 * nowhere, but for what reminders tell (reminder_mail.h).
 *
 * Threads: mail_channel_load before threads; the rest is the runner's, but for answers of the bus.
 */
#ifndef SERVICES_DELIVERY_MAIL_CHANNEL_H
#define SERVICES_DELIVERY_MAIL_CHANNEL_H

#include "services/delivery/channel.h"

/* Reads the settings, after key_load; die(). */
void mail_channel_load(void);

extern const struct channel mail_channel;

#endif
