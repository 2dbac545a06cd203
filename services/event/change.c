/*
 * A change or deletion, by its scope:
 *
 *     scope      an update                             a deletion
 *     all        the row is written; overrides move    the row and its overrides are deleted
 *                to where the series now is
 *     this       an override is inserted or written    the occurrence becomes an exception, its
 *                                                      override is dropped; the last one: as `all`
 *     following  the series is split; what follows     the series ends before the occurrence;
 *                is inserted as a series of its own    of the first one: as `all`
 *
 * An update that follows from the first occurrence on writes the row itself.  Each change locks the
 * calendars, then the row (access_lock_event), and compares If-Match with the version of the series, which goes
 * up by one whatever part is changed.
 */
#include "services/event/change.h"

#include "services/event/access.h"
#include "services/event/change_all.h"
#include "services/event/change_following.h"
#include "services/event/change_this.h"
#include "services/event/edit.h"
#include "services/event/noted.h"
#include "services/event/occurrence.h"
#include "shared/base/must.h"
#include "shared/codec/msg.h"

#include <string.h>

/* The calendar that the body names: where the event is to be afterwards.  NULL: none. */
static const struct uuid *
named_calendar(struct request *rq)
{
    const char *text = msg_member_text(rq->arena, rq->body, "calendar_id");
    struct uuid *id = arena_one(rq->arena, struct uuid);

    return text != NULL && uuid_parse(text, strlen(text), id) ? id : NULL;
}

static enum err
change_lock(struct request *rq, struct uuid id, const struct uuid *target, struct sql_stored *out)
{
    enum err err = access_lock_event(rq, id, target, out);

    return err ? err : match_version(rq, out->event.version);
}

static bool
is_scope(const struct target *t, const char *scope)
{
    return strcmp(t->scope, scope) == 0;
}

static enum err
check_target(struct request *rq, const struct target *t)
{
    if (is_scope(t, "all") && t->occurrence != NULL)
        problem(rq, "occurrence", "goes only with scope=this and scope=following");
    if (!is_scope(t, "all") && t->occurrence == NULL)
        problem(rq, "occurrence", "is required with scope=%s", t->scope);
    return refuse_problems(rq);
}

static bool
is_told(const msgpack_object *key)
{
    static const char *const names[] = {"course", "conflicts"};
    const msgpack_object_str *text = &key->via.str;

    for (size_t i = 0; key->type == MSGPACK_OBJECT_STR && i < ARRAY_LEN(names); i++)
        if (text->size == strlen(names[i]) && memcmp(text->ptr, names[i], text->size) == 0)
            return true;
    return false;
}

/* What an answer says beside the event is nothing to be stored. */
static void
leave_out_told(struct request *rq)
{
    const msgpack_object_map *in = &rq->body->via.map;
    msgpack_object *body = arena_one(rq->arena, msgpack_object);
    uint32_t n = 0;

    *body = *rq->body;
    body->via.map.ptr = arena_array(rq->arena, msgpack_object_kv, (size_t)in->size + 1);
    for (uint32_t i = 0; i < in->size; i++)
        if (!is_told(&in->ptr[i].key))
            body->via.map.ptr[n++] = in->ptr[i];
    body->via.map.size = n;
    rq->body = body;
}

enum err
change_update(struct request *rq, const struct target *t, struct event *out)
{
    struct sql_stored stored;
    struct occurrence o;
    enum err err = check_target(rq, t);

    rq->dry_run = t->dry_run;
    if (rq->body->type == MSGPACK_OBJECT_MAP)
        leave_out_told(rq);
    if (!err)
        err = change_lock(rq, t->id, named_calendar(rq), &stored);
    if (!err && t->occurrence != NULL)
        err = occurrence_find(rq, &stored, t->occurrence, &o);
    if (err)
        return err;
    if (is_scope(t, "all"))
        return change_all_update(rq, &stored, out);
    if (is_scope(t, "this"))
        return change_this_update(rq, &stored, &o, out);
    return change_following_update(rq, &stored, &o, out);
}

static enum err
tell_deletion(struct request *rq, const struct sql_stored *stored, const struct occurrence *o,
              bool following, struct event_deletion *out)
{
    struct course_count count;
    enum err err;

    if (!stored_is_series(stored))
        return OK;
    err = noted_deleted(rq, stored, o, following, &count);
    out->has_course = err == OK;
    out->course = edit_course(&count);
    return err;
}

enum err
change_delete(struct request *rq, const struct target *t, struct event_deletion *out)
{
    struct sql_stored stored;
    struct occurrence o;
    bool following = is_scope(t, "following"), whole = is_scope(t, "all");
    enum err err = check_target(rq, t);

    rq->dry_run = t->dry_run;
    if (!err)
        err = change_lock(rq, t->id, NULL, &stored);
    if (!err && t->occurrence != NULL)
        err = occurrence_find(rq, &stored, t->occurrence, &o);
    if (!err && following)
        whole = occurrence_is_first(rq, &stored, &o);
    if (!err && t->dry_run)
        err = tell_deletion(rq, &stored, whole ? NULL : &o, following, out);
    if (err)
        return err;
    if (whole)
        return change_all_delete(rq, &stored);
    return following ? change_following_delete(rq, &stored, &o)
                     : change_this_delete(rq, &stored, &o);
}
