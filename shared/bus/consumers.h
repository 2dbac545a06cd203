/*
 * consumers - how a service hears of the changes of another.
 *
 * Each row of gen/bus/consumers.h, which is made of x-hears in the contract, is one durable push
 * consumer of the stream EVENTS.  From it follow its durable `<service>_<name>`, where it delivers
 * (`deliver.<service>.<name>`, in the queue group `<service>`) and the right to acknowledge.  The
 * service names the durable in its consumer table.
 *
 * Threads: any; constant.
 */
#ifndef SHARED_BUS_CONSUMERS_H
#define SHARED_BUS_CONSUMERS_H

#define EVENTS_STREAM "EVENTS"

#define CONSUMER_DURABLE(service, name)  #service "_" #name
#define CONSUMER_DELIVERS(service, name) "deliver." #service "." #name

#endif
