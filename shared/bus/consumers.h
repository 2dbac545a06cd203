/*
 * consumers - which service hears of the changes of which other.
 *
 * One row for each durable push consumer of the stream EVENTS.  From a row follow its durable
 * `<service>_<name>`, where it delivers (`deliver.<service>.<name>`, in the queue group
 * `<service>`) and the right to acknowledge.  Adding a row is all it takes for the bus; the service
 * then names the durable in its consumer table.
 *
 * Threads: any; constant.
 */
#ifndef SHARED_BUS_CONSUMERS_H
#define SHARED_BUS_CONSUMERS_H

#define EVENTS_STREAM "EVENTS"

/* clang-format off */
#define CONSUMER_TABLE(X)                              \
    /* service    name         hears                */ \
    X(event,      calendars,   "evt.calendar.calendar.>") \
    X(calendar,   users,       "evt.auth.user.>")      \
    X(contact,    users,       "evt.auth.user.>")
/* clang-format on */

#define CONSUMER_DURABLE(service, name)  #service "_" #name
#define CONSUMER_DELIVERS(service, name) "deliver." #service "." #name

#endif
