/*
 * event.public_list: what a range has of a public calendar, read and cached as for its members
 * (range.h) and then cut down to what everybody may see.
 *
 * An event is shown when its own `visibility` is public, a changed occurrence whatever its series is.
 * What is hidden leaves no gap that tells of it: rules and their exceptions are not shown, and the
 * version of a page is that of its content.
 */
#include "services/event/list.h"

#include "shared/base/arena.h"
#include "shared/crypto/seal.h"
#include "shared/request/content.h"
#include "shared/request/request.h"

static void
show_to_everybody(const struct event *e, struct public_event *out)
{
    *out = (struct public_event){
        .id = e->id,
        .uid = e->uid,
        .title = e->title,
        .description = e->description,
        .location = e->location,
        .color = e->color,
        .url = e->url,
        .conference_url = e->conference_url,
        .start_time = e->start_time,
        .end_time = e->end_time,
        .timezone = e->timezone,
        .all_day = e->all_day,
        .has_recurrence_id = e->has_recurrence_id,
        .recurrence_id = e->recurrence_id,
        .status = e->status,
        .transparency = e->transparency,
        .tags = e->tags,
    };
}

enum err
event_public_list(struct request *rq, const struct event_public_list_in *in,
                  struct public_events *out)
{
    const struct event_list_in range = {
        .has_start = true,
        .start = in->start,
        .has_end = true,
        .end = in->end,
        .timezone = in->timezone,
        .limit = in->limit,
        .cursor = in->cursor,
    };
    struct event_list page = {.next_cursor = NULL};
    struct public_event *events;
    enum err err = list_page(rq, &range, sha256_text(rq->arena, in->token), &page);

    if (err)
        return err;
    events = arena_array(rq->arena, struct public_event, page.data.count + 1);
    for (size_t i = 0; i < page.data.count; i++)
        show_to_everybody(&page.data.items[i], &events[i]);
    *out =
        (struct public_events){.data = {events, page.data.count}, .next_cursor = page.next_cursor};
    out->version = content_version(&public_events_shape, out);
    return OK;
}
