/*
 * outbox - a change and its announcement in one transaction.
 *
 * announce() puts a row beside the change that it tells of; relay.h carries the rows to JetStream.
 * Handlers call what gen/<service>/events.h makes of it.
 *
 * Ownership: what announce() takes is borrowed for the call.
 * The announcements of a service have a bound in bytes (ALMANAC_OUTBOX_MB).  Of those that are
 * published the oldest are purged; when what is not reaches half of it, changes are refused, but
 * for deletions.
 *
 * Failure:   errors of the statement; ERR_UNAVAILABLE when too much waits; ERR_RATE_LIMITED when the
 *   caller's share is full (history_limit.h).
 * Threads:   as the request.
 */
#ifndef SHARED_ACTOR_OUTBOX_H
#define SHARED_ACTOR_OUTBOX_H

#include "shared/request/request.h"

/*
 * An extension attribute of the message that is announced next, so that it is said also where the
 * object is too large; `text` NULL: true.  The contract lists the names; the text is borrowed.
 */
void announce_note(struct request *rq, const char *name, const char *text);

/*
 * The id of the message that is announced next, where it follows from what is told (uuid_derived.h),
 * so that it is told once.  An id is of one message: as long as the outbox keeps that, until a day
 * after it was published at most, another one of its id is OK and is not told.  Two transactions that
 * may announce one id are kept apart by a lock on what they tell of.  Readers of feeds go on behind a
 * message whose id is of version 7 and has a time that is not ahead of now.
 */
void announce_id(struct request *rq, struct uuid id);

/* One message of the contract (generated). */
struct announcement {
    const char *type;    /* contact.created */
    const char *subject; /* evt.contact.contact.created; NULL: it goes to feeds alone */
    const char
        *path; /* where the object is read: /users/me, or /contacts/ before its id; NULL: nowhere */
    const struct shape *shape;
    int calendar_offset; /* of the object's `calendar_id`, or -1 */
    bool deletes;        /* it is told also when too much waits */
};

/*
 * The object is shown as the API shows it, `previous_version` (0: none) is what it was before, and
 * `audience` are the users who may see it; with none it is told to services alone.
 */
enum err announce(struct request *rq, const struct announcement *what, const void *object,
                  int64_t previous_version, struct uuids audience)
    __attribute__((warn_unused_result));

/*
 * From outbox_gather on announcements are noted, and outbox_store stores them by one statement, in
 * their order.  The caller's share counts them as one: it lets all through, or none.
 */
void outbox_gather(struct request *rq);
size_t outbox_gathered(const struct request *rq);
void outbox_forget(struct request *rq, size_t from); /* those from the `from`th on */
enum err outbox_store(struct request *rq) __attribute__((warn_unused_result));

/* The relay tells how many announcements wait, at most OUTBOX_COUNTED, and their bytes. */
enum { OUTBOX_COUNTED = 1000000 };
void outbox_measured(int64_t number, int64_t bytes);

/* connection_commit, and a wake of `wake.<service>` if the transaction announced something. */
enum err outbox_commit(struct request *rq);
/* In a transaction: the same wake without an announcement, for the own thread of every replica. */
void outbox_wake(struct request *rq);

/* Takes the transaction back and gives up its locks; the next statement opens another one. */
void undo_transaction(struct request *rq);

/* Ends the transaction before work that takes long; the next statement opens another one. */
enum err pause_transaction(struct request *rq) __attribute__((warn_unused_result));

#endif
