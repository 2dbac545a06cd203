#include "services/event/attendees.h"
#include "services/event/same.h"
#include "shared/base/arena.h"
#include "shared/request/request.h"

#include <strings.h>

static bool
same_email(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcasecmp(a, b) == 0;
}

bool
attendees_are_one(const struct event_attendee *a, const struct event_attendee *b)
{
    return (a->has_user_id && b->has_user_id && uuid_equal(a->user_id, b->user_id)) ||
           same_email(a->email, b->email);
}

const char *
attendees_field(struct request *rq, size_t i, const struct event_attendee *one)
{
    return arena_printf(rq->arena, "attendees[%zu].%s", i,
                        one->has_user_id && one->email == NULL ? "user_id" : "email");
}

static bool
is_there_before(const struct event *e, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (attendees_are_one(&e->attendees.items[j], &e->attendees.items[i]))
            return true;
    return false;
}

void
attendees_check(struct request *rq, const struct event *e)
{
    for (size_t i = 0; i < e->attendees.count; i++) {
        const struct event_attendee *one = &e->attendees.items[i];

        if (!one->has_user_id && one->email == NULL)
            problem(rq, attendees_field(rq, i, one), "either email or user_id says who");
        else if (is_there_before(e, i))
            problem(rq, attendees_field(rq, i, one), "is there twice");
    }
}

static bool
has_same(const struct event *shown, const struct event_attendee *one)
{
    for (size_t i = 0; i < shown->attendees.count; i++)
        if (attendees_are_one(&shown->attendees.items[i], one))
            return same_text(shown->attendees.items[i].name, one->name);
    return false;
}

bool
attendees_same(const struct event *shown, const struct event *next)
{
    bool same = shown->attendees.count == next->attendees.count;

    for (size_t i = 0; same && i < next->attendees.count; i++)
        same = next->attendees.items == shown->attendees.items ||
               has_same(shown, &next->attendees.items[i]);
    return same;
}
