/*
 * bare_nats URL IN_FLIGHT SECONDS - NATS round trips and nothing else.
 *
 * One connection echoes, another keeps that many requests in flight; a request's number stands in
 * its reply subject.  Two client threads and the server share the machine, as they do in the
 * product.
 */
#include "tests/bench/bare.h"

#include <nats/nats.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>

enum { SLOTS = 1024, PAYLOAD = 256 };

static double sent_at[SLOTS];
static float *seconds;
static atomic_size_t rounds;
static sem_t answered[SLOTS], any;
static char payload[PAYLOAD];

static void
need(natsStatus s, const char *what)
{
    if (s == NATS_OK)
        return;
    fprintf(stderr, "bare_nats: %s: %s\n", what, natsStatus_GetText(s));
    exit(1);
}

static void
echo(natsConnection *nc, natsSubscription *sub, natsMsg *m, void *closure)
{
    (void)sub, (void)closure;
    need(natsConnection_Publish(nc, natsMsg_GetReply(m), natsMsg_GetData(m),
                                natsMsg_GetDataLength(m)),
         "reply");
    natsMsg_Destroy(m);
}

static void
receive(natsConnection *nc, natsSubscription *sub, natsMsg *m, void *closure)
{
    long slot = strtol(strrchr(natsMsg_GetSubject(m), '.') + 1, NULL, 10);
    size_t round = atomic_fetch_add(&rounds, 1);

    (void)nc, (void)sub, (void)closure;
    if (round < BARE_ROUNDS_MAX)
        seconds[round] = (float)(bare_now() - sent_at[slot]);
    natsMsg_Destroy(m);
    sem_post(&answered[slot]);
    sem_post(&any);
}

static natsConnection *
connected(const char *url)
{
    natsConnection *nc;
    natsOptions *o;

    need(natsOptions_Create(&o), "options");
    need(natsOptions_SetURL(o, url), "url");
    need(natsOptions_SetSendAsap(o, true), "options");
    need(natsConnection_Connect(&nc, o), "connect");
    natsOptions_Destroy(o);
    return nc;
}

static void
ask(natsConnection *nc, long slot)
{
    char reply[32];

    snprintf(reply, sizeof reply, "inbox.%ld", slot);
    sent_at[slot] = bare_now();
    need(natsConnection_PublishRequest(nc, "echo", reply, payload, PAYLOAD), "request");
}

int
main(int argc, char **argv)
{
    natsConnection *server, *client;
    natsSubscription *requests, *replies;
    long in_flight;
    double began, length;

    if (argc != 4 || (in_flight = strtol(argv[2], NULL, 10)) < 1 || in_flight > SLOTS)
        return fputs("usage: bare_nats URL IN_FLIGHT SECONDS\n", stderr), 1;
    length = strtod(argv[3], NULL);
    seconds = malloc(sizeof *seconds * BARE_ROUNDS_MAX);
    if (seconds == NULL)
        return 1;
    for (long i = 0; i < in_flight; i++)
        sem_init(&answered[i], 0, 1);
    sem_init(&any, 0, (unsigned)in_flight);
    server = connected(argv[1]), client = connected(argv[1]);
    need(natsConnection_Subscribe(&requests, server, "echo", echo, NULL), "subscribe");
    need(natsConnection_Subscribe(&replies, client, "inbox.*", receive, NULL), "subscribe");
    need(natsConnection_Flush(server), "flush");
    need(natsConnection_Flush(client), "flush");

    began = bare_now();
    for (long slot = 0; bare_now() - began < length; slot = (slot + 1) % in_flight) {
        sem_wait(&any);
        while (sem_trywait(&answered[slot]) != 0)
            slot = (slot + 1) % in_flight;
        ask(client, slot);
    }
    bare_result(seconds, atomic_load(&rounds), bare_now() - began, 0);
    fflush(stdout);
    _Exit(0); /* with requests still in flight there is nothing to tidy */
}
