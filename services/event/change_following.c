#include "services/event/change_following.h"

#include "services/event/access.h"
#include "services/event/answers.h"
#include "services/event/attendees.h"
#include "services/event/check.h"
#include "services/event/edit.h"
#include "services/event/moves.h"
#include "services/event/noted.h"
#include "services/event/occurrence.h"
#include "services/event/tell.h"
#include "services/event/write.h"
#include "shared/codec/msg.h"
#include "shared/request/amend.h"

/* The override of the occurrence at which a series is split, before the split. */
struct own {
    bool found;
    struct sql_stored row;
    struct event shown;
};

static enum err
find_own(struct request *rq, const struct sql_stored *series, struct local wall, struct own *out)
{
    enum err err = overrides_find(rq, series, wall, &out->row, &out->found);

    if (!err && out->found)
        stored_show_override(rq, series, &out->row, &out->shown);
    return err;
}

/* GET shows the occurrence by its own row, so a client sends back the read-only fields of that. */
static void
take_read_only(const struct own *own, struct event *tail)
{
    tail->has_created_by = own->shown.has_created_by;
    tail->created_by = own->shown.created_by;
    tail->has_updated_by = own->shown.has_updated_by;
    tail->updated_by = own->shown.updated_by;
    tail->created_at = own->shown.created_at;
    tail->updated_at = own->shown.updated_at;
}

static bool
names(const struct request *rq, const char *field)
{
    return map_find(rq->body, field) != NULL;
}

/*
 * What the client sets applies from this occurrence on, so the override must not hide it: a PUT
 * sets everything and drops the override, a PATCH is applied to it as well.  Its three fields of
 * time are set together.
 */
static enum err
amend_own(struct request *rq, const struct event *next, struct own *own)
{
    const struct columns changed = {.is_override = true};
    struct event e;
    enum err err;

    if (!own->found)
        return OK;
    if (rq->operation->body_mode != WIRE_PARTIAL)
        return sql_override_drop(rq, &(struct sql_override_drop){.id = own->row.event.id}, NULL);
    err = amend(rq, &event_shape, &own->shown, &e);
    if (err)
        return err;
    if (names(rq, "start_time") || names(rq, "end_time") || names(rq, "all_day")) {
        e.start_time = next->start_time;
        e.end_time = next->end_time;
        e.all_day = next->all_day;
    }
    overrides_strip(&e);
    check_changed(rq, &own->shown, &e);
    err = check_override(rq, &e);
    return err ? err : write_update(rq, own->row.event.id, &e, &changed, &own->row);
}

/* A series, where it is split, and what its two halves become. */
struct parting {
    const struct sql_stored *series;
    struct series_definition definition;
    struct course_split split;
    bool whole; /* nothing lies before */
    struct own own;
    struct event shown, next;
    int32_t noted_before; /* what more is known of those that stay */
    struct edit edit;
    struct edited tail;
    struct attendees_edit attendees;
};

static enum err
part(struct request *rq, const struct sql_stored *series, const struct occurrence *o,
     struct parting *p)
{
    enum err err;

    *p = (struct parting){.series = series,
                          .definition = stored_definition(rq, series),
                          .whole = occurrence_is_first(rq, series, o)};
    course_split(rq->arena, &p->definition, o, &p->split);
    p->edit = (struct edit){.series = series,
                            .definition = &p->definition,
                            .split = &p->split,
                            .shown = &p->shown,
                            .next = &p->next};
    err = overrides_read(rq, series->event.id, &p->edit.overrides);
    if (!err)
        err = answers_read(rq, series, &p->edit.answers);
    if (err || p->whole)
        return err;
    p->edit.answers = answers_half(rq, &p->split, p->edit.answers, true);
    p->noted_before = noted_before(&p->split, noted_places(rq, &p->definition, &p->edit.overrides));
    overrides_from(&p->split, &p->edit.overrides);
    return OK;
}

/* What the client makes of the occurrence and all that follow. */
static enum err
amend_tail(struct request *rq, struct parting *p)
{
    enum err err = find_own(rq, p->series, p->split.at.wall, &p->own);

    if (err)
        return err;
    stored_show_occurrence(rq, p->series, &p->split.at, &p->shown);
    if (p->own.found)
        take_read_only(&p->own, &p->shown);
    if (p->own.found && rq->operation->body_mode != WIRE_PARTIAL)
        overrides_without(p->split.at.wall, &p->edit.overrides);
    err = amend(rq, &event_shape, &p->shown, &p->next);
    if (err)
        return err;
    check_changed(rq, &p->shown, &p->next);
    err = edit_series(rq, &p->edit, &p->tail);
    if (!p->whole) { /* it is another event from now on */
        p->tail.event.uid = NULL;
        p->tail.columns.is_split = true;
        p->tail.columns.split_from = p->series->event.id;
    }
    return err ? err : access_move(rq, &p->shown, &p->next);
}

/* With their answers, which the first half has no more. */
static enum err
copy_attendees(struct request *rq, struct parting *p, struct sql_stored *row)
{
    enum err err = attendees_copy(rq, &p->attendees, row);

    if (!err)
        err = answers_split(rq, p->split.at.wall, &p->attendees, p->edit.answers, p->tail.answers);
    if (!err)
        err = attendees_settle(rq, false, row);
    return err ? err : answers_cut(rq, p->series->event.id, p->edit.answers);
}

/* Both halves have those of the series; what the request makes of them is the second's. */
static enum err
part_attendees(struct request *rq, struct parting *p, struct sql_stored *row)
{
    enum err err;

    p->attendees = (struct attendees_edit){.changed = false};
    if (p->series->event.attendee_count == 0 && attendees_same(&p->shown, &p->next))
        return OK;
    err = attendees_edit(rq, &p->series->event.id, &p->shown, &p->next, &p->attendees);
    if (err)
        return err;
    return p->whole ? attendees_write(rq, &p->attendees, false, row) : copy_attendees(rq, p, row);
}

static enum err
write_tail(struct request *rq, struct parting *p, struct sql_stored *row)
{
    const struct edited *tail = &p->tail;
    enum err err = p->whole
                       ? write_update(rq, p->series->event.id, &tail->event, &tail->columns, row)
                       : write_insert(rq, &tail->event, &tail->columns, row);

    if (!err)
        err = overrides_put(rq, &p->edit.overrides, tail->places, p->series, row);
    if (!err && p->whole)
        err = answers_put(rq, row->event.id, p->edit.answers, p->tail.answers);
    if (!err)
        err = write_settle(rq, row->event.id);
    return err ? err : part_attendees(rq, p, row);
}

static enum err
write_head(struct request *rq, const struct parting *p)
{
    struct edited head;
    enum err err = edit_half(rq, p->series, &p->split.head, &head);

    return err ? err : write_series(rq, p->series, &head.event, &head.columns);
}

enum err
change_following_update(struct request *rq, const struct sql_stored *series,
                        const struct occurrence *o, struct event *out)
{
    struct parting p;
    struct course_count count;
    struct event before;
    struct sql_stored row;
    enum err err = part(rq, series, o, &p);

    if (!err)
        err = amend_tail(rq, &p);
    if (!err)
        err = amend_own(rq, &p.next, &p.own);
    if (!err)
        err = write_tail(rq, &p, &row);
    if (!err && !p.whole)
        err = write_head(rq, &p);
    if (err)
        return err;
    stored_show(rq, series, &before);
    stored_show(rq, &row, out);
    moves_note(rq, &p.edit, &p.tail);
    if (!p.whole)
        moves_note_split(rq, series, o->wall);
    err = p.whole ? tell_invited(rq, &before, out, &p.attendees) : tell_created(rq, out);
    count = p.tail.count;
    count.kept += p.noted_before;
    edit_show_course(&count, out);
    return err;
}

enum err
change_following_delete(struct request *rq, const struct sql_stored *series,
                        const struct occurrence *o)
{
    struct parting p;
    enum err err = part(rq, series, o, &p);

    if (!err)
        err = overrides_drop(rq, &p.edit.overrides);
    if (!err)
        err = answers_cut(rq, series->event.id, p.edit.answers);
    return err ? err : write_head(rq, &p);
}
