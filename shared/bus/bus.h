/*
 * bus - one connection to NATS, on whatever loop the process has.
 *
 * bus_fd() becomes readable when there is work, and bus_turn() does it, so a service's I/O thread
 * and the gateway's h2o loop use the same code.  What is published is gathered; bus_flush() sends
 * it in one write.
 *
 * Ownership: a message belongs to the function that receives it, until bus_message_free.
 * Failure:   the connection is made, and made again, for ever with back-off.  While it is away, or
 *   the server does not read, publishing answers ERR_UNAVAILABLE.  A request that bus_ask has taken
 *   is always answered exactly once: with the reply, with ERR_UNAVAILABLE (nobody listens, or the
 *   bus is away) or with ERR_TIMEOUT.  A message too large for the server is ERR_BUG, and so is a
 *   subject that is none.
 * Units:     deadlines are milliseconds of monotonic_ms(); timeout.h says how a request carries its own.
 * Threads:   bus_turn, bus_drain and bus_close belong to the loop's thread, and all callbacks but
 *   `refused` come from bus_turn; the rest is for any thread.  bus_turn flushes; other threads, and
 *   the loop between turns, call bus_flush.
 */
#ifndef SHARED_BUS_BUS_H
#define SHARED_BUS_BUS_H

#include "shared/base/bytes.h"
#include "shared/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct bus;
struct bus_message;

struct bus_conf {
    const char *url;                     /* nats://host:port[,...] */
    const char *creds;                   /* path of the .creds file, or NULL */
    const char *name;                    /* of the process: "gateway", "contact", ... */
    void (*changed)(void *arg, bool up); /* may be NULL */
    /* By the server: the login, or a subject.  On any thread; may be NULL. */
    void (*refused)(void *arg, bool login, const char *why);
    void *arg;
};

/* Never waits: the first connection is made in the background too.  die() on unusable settings. */
struct bus *bus_open(const struct bus_conf *conf);
/* What was not answered is, with ERR_UNAVAILABLE.  Comes after bus_drain. */
void bus_close(struct bus **bus);

int bus_fd(const struct bus *bus);
void bus_turn(struct bus *bus);
/* How long the loop may sleep before bus_turn must run for a deadline; -1: for ever. */
int bus_timeout_ms(struct bus *bus);
void bus_flush(struct bus *bus);
bool bus_is_up(const struct bus *bus);

/* Headers that our messages carry; all may be NULL or 0. */
struct bus_headers {
    const char *traceparent; /* W3C trace context */
    int64_t deadline_ms;     /* sent as the time that remains (timeout.h) */
    const char *message_id;  /* Nats-Msg-Id */
};

enum err bus_publish(struct bus *bus, const char *subject, const char *reply,
                     const struct bus_headers *headers, struct bytes data);

/* What the server calls itself, anew at each start; empty while there is no connection. */
enum { BUS_SERVER_TEXT = 64 };
void bus_server(struct bus *bus, char out[BUS_SERVER_TEXT]);

/* `answered` runs on the loop's thread; `data` is borrowed for that call. */
typedef void bus_answered(void *arg, enum err err, struct bytes data);
/* Not OK: `answered` will not be called. */
enum err bus_ask(struct bus *bus, const char *subject, const struct bus_headers *headers,
                 struct bytes data, int64_t deadline_ms, bus_answered *answered, void *arg);

typedef void bus_received(void *arg, struct bus_message *message); /* takes the message */
/* Before the first connection or later; kept over reconnects.  `queue` may be NULL. */
void bus_subscribe(struct bus *bus, const char *subject, const char *queue, bus_received *received,
                   void *arg);
/*
 * Ends all subscriptions but the inbox, and delivers what has come.  Turns the bus itself until the
 * server has confirmed, for two seconds at most.
 */
void bus_drain(struct bus *bus);

const char *bus_message_subject(const struct bus_message *m);
const char *bus_message_reply(const struct bus_message *m); /* NULL when none is wanted */
struct bytes bus_message_data(const struct bus_message *m);
const char *bus_message_header(struct bus_message *m, const char *name); /* NULL when absent */
void bus_message_free(struct bus_message *m);

#endif
