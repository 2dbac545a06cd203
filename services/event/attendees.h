/*
 * attendees - who is to be invited to an event, as a request says it, and the rows of those who are.
 *
 * An attendee is known by its account or its address.  auth says before the transaction whose accounts the ids and addresses
 * are (attendees_ask); what it has answered is looked at when the caller has proved its right to write the event.
 *
 * Ownership: results live in the request's arena and borrow the event.
 * Locks:     the event's row is locked, or new.
 */
#ifndef SERVICES_EVENT_ATTENDEES_H
#define SERVICES_EVENT_ATTENDEES_H

#include "gen/event/sql.h"

enum { ATTENDEES_MAX = 500 };

/*
 * For <operation>_before: asks about all that `attendees` of these bodies of events have, of which NULL are none, or about
 * the one.  More than ATTENDEES_MAX of several bodies are refused.
 */
enum err attendees_ask(struct request *rq, const msgpack_object *const *bodies, size_t count)
    __attribute__((warn_unused_result));
enum err attendees_ask_one(struct request *rq, const struct attendee *one)
    __attribute__((warn_unused_result));

/* Of one account, or of one address. */
bool attendees_are_one(const struct event_attendee *a, const struct event_attendee *b);

/* The field of `attendees` that says who attendee i is. */
const char *attendees_field(struct request *rq, size_t i, const struct event_attendee *one);

/* Who has neither account nor address, and who is there twice, becomes a problem. */
void attendees_check(struct request *rq, const struct event *e);

/* Whether `next` invites whom `shown` shows, under the same names, in whatever order. */
bool attendees_same(const struct event *shown, const struct event *next);

/* What a request makes of the attendees of an event. */
struct attendees_edit {
    struct sql_attendee_all_row *was, *now; /* who stays has its id in both */
    size_t was_count, now_count;
    bool changed;
    struct uuids gained, lost; /* accounts that are in one of the two alone */
    struct uuids copies;       /* of each of `now`, the id of its copy (attendees_copy) */
};

/* `event_id` NULL: of a new event. */
enum err attendees_edit(struct request *rq, const struct uuid *event_id, const struct event *shown,
                        const struct event *next, struct attendees_edit *out)
    __attribute__((warn_unused_result));

/* One more for those of an event. */
enum err attendees_add(struct request *rq, struct uuid event_id, const struct attendee *one,
                       struct attendees_edit *out) __attribute__((warn_unused_result));

/* Without the one. */
enum err attendees_remove(struct request *rq, const struct attendee *one,
                          struct attendees_edit *out) __attribute__((warn_unused_result));

/* Writes what has changed; `row` is the event's afterwards, a version later if `raised`. */
enum err attendees_write(struct request *rq, const struct attendees_edit *edit, bool raised,
                         struct sql_stored *row) __attribute__((warn_unused_result));
/* Gives all of `now` to the event of `row`, which has none; attendees_settle follows. */
enum err attendees_copy(struct request *rq, struct attendees_edit *edit, struct sql_stored *row)
    __attribute__((warn_unused_result));

/* Brings the event's row up to date with the rows of its attendees. */
enum err attendees_settle(struct request *rq, bool raised, struct sql_stored *row)
    __attribute__((warn_unused_result));

#endif
