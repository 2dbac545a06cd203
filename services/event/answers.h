/*
 * answers - what attendees answer to single occurrences of a series, or to one and all that follow.
 *
 * They are rows beside the series: no occurrence stands by itself and no series is split because somebody answers.  To an
 * occurrence applies the answer to it alone, else the last of those that go onwards from it or one before, else the
 * answer to the whole.
 *
 *     answered            what is stored
 *     the occurrence      a row at its place
 *     it and what follows a row at its place that goes onwards; what was stored there and behind it goes
 *     the whole series    the attendee's own answer; all that was stored goes
 *
 * When the course of a series changes its answers go where its occurrences go, as overrides do (edit.h).  An answer that
 * goes onwards and loses its occurrence stays at its wall.
 *
 * Ownership: results live in the request's arena.
 * Locks:     changes have the event's row.
 */
#ifndef SERVICES_EVENT_ANSWERS_H
#define SERVICES_EVENT_ANSWERS_H

#include "services/event/attendees.h"
#include "services/event/stored.h"
#include "shared/recur/course.h"

/* At one occurrence: of all that an event shows, and of one attendee. */
enum err answers_show(struct request *rq, struct local wall, struct event *out)
    __attribute__((warn_unused_result));
enum err answers_of(struct request *rq, struct local wall, struct attendee *rows, size_t count)
    __attribute__((warn_unused_result));

/* The answer to one occurrence; refused when the attendee has given too many. */
enum err answers_give(struct request *rq, struct uuid attendee_id, struct local wall, bool onwards,
                      const char *status) __attribute__((warn_unused_result));
/* The answer to the whole replaces them. */
enum err answers_forget(struct request *rq, struct uuid attendee_id)
    __attribute__((warn_unused_result));

/* Where a series is answered to, each place once. */
enum err answers_read(struct request *rq, const struct sql_stored *series, struct locals *out)
    __attribute__((warn_unused_result));

/* Puts each at its place, or drops it. */
enum err answers_put(struct request *rq, struct uuid event_id, struct locals from,
                     const struct local *to) __attribute__((warn_unused_result));

/* Gives those of the second half to the copies of its attendees, each at its place. */
enum err answers_split(struct request *rq, struct local at, const struct attendees_edit *edit,
                       struct locals from, const struct local *to)
    __attribute__((warn_unused_result));
/* Leaves those of the tail, or of the head. */
struct locals answers_half(struct request *rq, const struct course_split *split,
                           struct locals walls, bool tail);
/* Drops those at these places. */
enum err answers_cut(struct request *rq, struct uuid event_id, struct locals walls)
    __attribute__((warn_unused_result));

/* What the caller answers to some events that it may attend. */
struct own_answers {
    const struct sql_answer_own_row *rows; /* by event and place */
    size_t count;
};
enum err answers_own(struct request *rq, struct uuids event_ids, struct own_answers *out)
    __attribute__((warn_unused_result));
/* Those of one event. */
struct own_answers answers_own_of(const struct own_answers *own, struct uuid event_id);
/* NULL: the caller does not attend it. */
const char *answers_own_at(const struct own_answers *own, struct uuid event_id, struct local wall);
/* Shows the caller's among the attendees of an occurrence. */
void answers_show_own(struct request *rq, const struct own_answers *own, struct local wall,
                      struct event *out);

#endif
