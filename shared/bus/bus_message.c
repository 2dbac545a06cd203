#include "shared/bus/bus.h"

#include <nats/nats.h>

/* A message of the bus is nats.c's under another name. */

const char *
bus_message_subject(const struct bus_message *m)
{
    return natsMsg_GetSubject((const natsMsg *)m);
}

const char *
bus_message_reply(const struct bus_message *m)
{
    return natsMsg_GetReply((const natsMsg *)m);
}

struct bytes
bus_message_data(const struct bus_message *m)
{
    const natsMsg *message = (const natsMsg *)m;

    return (struct bytes){(const uint8_t *)natsMsg_GetData(message),
                          (size_t)natsMsg_GetDataLength(message)};
}

const char *
bus_message_header(struct bus_message *m, const char *name)
{
    const char *value = NULL;

    return natsMsgHeader_Get((natsMsg *)m, name, &value) == NATS_OK ? value : NULL;
}

void
bus_message_free(struct bus_message *m)
{
    natsMsg_Destroy((natsMsg *)m);
}
