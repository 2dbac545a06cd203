/* Made by tools/gen from schemas/openapi. Do not edit. */
/* clang-format off */
#ifndef GEN_REMINDER_ASKS_H
#define GEN_REMINDER_ASKS_H

#include "gen/event/api.h"
#include "shared/actor/before.h"

/* For <operation>_before and its handler; see before.h. */

static inline enum err
ask_event_course(struct request *rq, const struct event_course_in *in)
{
    return before_ask(rq, &event_course_operation, in);
}

static inline enum err
asked_event_course(struct request *rq, struct event_course *out)
{
    return before_answer(rq, &event_course_operation, out);
}

static inline enum err
ask_event_calendar_events(struct request *rq, const struct event_calendar_events_in *in)
{
    return before_ask(rq, &event_calendar_events_operation, in);
}

static inline enum err
asked_event_calendar_events(struct request *rq, struct calendar_events *out)
{
    return before_answer(rq, &event_calendar_events_operation, out);
}

#endif
