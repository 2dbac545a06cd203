#include "services/reminder/course_copy.h"

#include "gen/reminder/sql.h"
#include "services/reminder/pace.h"
#include "shared/base/log.h"
#include "shared/codec/msg.h"
#include "shared/request/request.h"

#include <stdlib.h>

static struct bytes
course_packed(struct request *rq, const struct event_course *course)
{
    struct bytes out;
    struct buf buf;

    buf_init(&buf);
    wire_encode(&buf, &event_course_shape, course);
    out = bytes_keep(rq->arena, (struct bytes){buf.data, buf.len});
    buf_fini(&buf);
    return out;
}

enum err
course_copy_put(struct request *rq, const struct event_course *course, bool *newer)
{
    struct sql_course_put put = {
        .event_id = course->event_id,
        .has_calendar_id = course->has_calendar_id,
        .calendar_id = course->calendar_id,
        .version = course->version,
        .deleted = course->deleted,
        .now = pace_now(),
    };
    int64_t affected = 0;
    enum err err;

    if (!course->deleted)
        put.course = course_packed(rq, course);
    err = sql_course_put(rq, &put, &affected);
    *newer = affected > 0;
    return err;
}

enum err
course_copy_forget(struct request *rq, struct uuids event_ids)
{
    return sql_course_forget(rq, &(struct sql_course_forget){.event_ids = event_ids}, NULL);
}

static void
course_unpack(struct request *rq, struct uuid event_id, struct bytes packed, int64_t version,
              bool deleted, struct course_copy *out)
{
    struct problems problems;
    const msgpack_object *object = packed.data != NULL ? msg_unpack(rq->arena, packed) : NULL;
    char id[UUID_TEXT];

    problems_init(&problems, rq->arena);
    if (object != NULL)
        wire_decode(&problems, &event_course_shape, object, WIRE_TRUSTED, &out->course);
    out->version = version;
    out->course.event_id = event_id;
    out->is_damaged = false;
    if (!deleted && object != NULL && problems.count == 0)
        return;
    out->course = (struct event_course){.event_id = event_id, .version = version, .deleted = true};
    if (deleted)
        return;
    out->is_damaged = true;
    uuid_format(event_id, id);
    log_event(LOG_ERROR, "reminder.course.damaged", "event=%s", id);
}

enum err
course_copy_lock(struct request *rq, struct uuid event_id, struct course_copy *out)
{
    const struct sql_course_lock lock = {.event_id = event_id};
    struct sql_course_lock_row row;
    enum err err = sql_course_lock(rq, &lock, &row);

    if (!err)
        course_unpack(rq, event_id, row.course, row.version, row.deleted, out);
    return err;
}

enum err
course_copy_read(struct request *rq, struct uuids event_ids, struct course_copy **out,
                 size_t *count)
{
    const struct sql_courses_read read = {.event_ids = event_ids};
    struct sql_courses_read_row *rows;
    enum err err = OK;

    *count = 0;
    if (event_ids.count == 0)
        return OK;
    err = sql_courses_read(rq, &read, &rows, count);
    if (err)
        return err;
    *out = arena_array(rq->arena, struct course_copy, *count + 1);
    for (size_t i = 0; i < *count; i++)
        course_unpack(rq, rows[i].event_id, rows[i].course, rows[i].version, false, &(*out)[i]);
    return OK;
}

static int
course_copy_compare(const void *id, const void *one)
{
    return uuid_compare(*(const struct uuid *)id,
                        ((const struct course_copy *)one)->course.event_id);
}

const struct course_copy *
course_copy_of(const struct course_copy *copies, size_t count, struct uuid event_id)
{
    if (count == 0)
        return NULL;
    return bsearch(&event_id, copies, count, sizeof *copies, course_copy_compare);
}
