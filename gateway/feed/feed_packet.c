#include "gateway/feed/feed_packet.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

struct packet *
packet_new(struct uuid id, size_t len)
{
    struct packet *packet = malloc(sizeof *packet + len);

    must(packet != NULL);
    packet->references = 1;
    packet->id = id;
    packet->len = len;
    return packet;
}

struct packet *
packet_of(struct bytes bytes)
{
    struct packet *packet = packet_new((struct uuid){{0}}, bytes.len);

    memcpy(packet->data, bytes.data, bytes.len);
    return packet;
}

struct packet *
packet_keep(struct packet *packet)
{
    packet->references++;
    return packet;
}

void
packet_release(struct packet *packet)
{
    if (packet != NULL && --packet->references == 0)
        free(packet);
}

static void
grow(struct packet_queue *queue)
{
    size_t room = queue->room == 0 ? 8 : queue->room * 2;
    struct packet **ring = calloc(room, sizeof *ring);

    must(ring != NULL);
    for (size_t i = 0; i < queue->count; i++)
        ring[i] = queue->ring[(queue->first + i) % queue->room];
    free(queue->ring);
    queue->ring = ring;
    queue->room = room;
    queue->first = 0;
}

void
packets_push(struct packet_queue *queue, struct packet *packet)
{
    if (queue->count == queue->room)
        grow(queue);
    queue->ring[(queue->first + queue->count++) % queue->room] = packet;
    queue->bytes += packet->len;
}

struct packet *
packets_take(struct packet_queue *queue)
{
    struct packet *packet;

    if (queue->count == 0)
        return NULL;
    packet = queue->ring[queue->first];
    queue->first = (queue->first + 1) % queue->room;
    queue->count--;
    queue->bytes -= packet->len;
    return packet;
}

void
packets_clear(struct packet_queue *queue)
{
    struct packet *packet;

    while ((packet = packets_take(queue)) != NULL)
        packet_release(packet);
    free(queue->ring);
    *queue = (struct packet_queue){.ring = NULL};
}
