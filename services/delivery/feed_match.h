/*
 * feed_match - which webhooks hear which messages of feeds, and which of them are told by mail.
 *
 * A message is read only if its user has a webhook that listens, or if it is a firing: reminder.due or
 * reminder.missed.  Calendars narrow what is heard of calendars and of the nouns whose objects are in
 * one, as in every feed.  Of firings a webhook hears those of reminders whose channel it is.
 *
 * Ownership: what is found lives in the request's arena.
 * Failure:   as the statement.
 * Threads:   as the request.
 */
#ifndef SERVICES_DELIVERY_FEED_MATCH_H
#define SERVICES_DELIVERY_FEED_MATCH_H

#include "services/delivery/noun.h"
#include "shared/bus/bus.h"
#include "shared/request/request.h"

struct feed_message {
    struct uuid user_id;
    const struct noun *noun; /* NULL: it is no message of a feed */
    const char *kind;        /* event.updated */
    struct bytes data;
    /* Of one that was read: */
    bool was_read, is_readable;
    struct uuid id;          /* the event's; of one that is not readable a digest of it */
    struct uuid calendar_id; /* nil: none */
    const char *channel;     /* of a firing: feed, email or webhook */
    const char *body;
};

/* A message and a webhook that hears it. */
struct feed_found {
    struct uuid webhook_id;
    const struct feed_message *message;
};

struct feed_matches {
    struct feed_found *found;
    size_t found_count;
    const struct feed_message **mails; /* those that their users get by mail */
    size_t mail_count;
};

enum err feed_match(struct request *rq, struct bus_message *const *messages, size_t count,
                    struct feed_matches *out) __attribute__((warn_unused_result));

/* The same of messages whose subjects were read. */
enum err feed_match_addressed(struct request *rq, struct feed_message *all, size_t count,
                              struct feed_matches *out) __attribute__((warn_unused_result));

/* False: it is no subject of a feed.  `kind` lives in the arena. */
bool feed_message_address(struct arena *a, const char *subject, struct feed_message *out);
/* Reads the payload once. */
void feed_message_read(struct arena *a, struct feed_message *m);

#endif
