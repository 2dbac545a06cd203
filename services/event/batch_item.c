#include "services/event/batch.h"

#include "services/event/change.h"
#include "shared/base/arena.h"
#include "shared/codec/msg.h"

#include <string.h>

static const struct {
    const char *name;
    struct batch_kind kind;
} kinds[] = {
    {"create", {&event_create_operation, 201, true, false}},
    {"replace", {&event_replace_operation, 200, true, false}},
    {"patch", {&event_patch_operation, 200, false, true}},
    {"delete", {&event_delete_operation, 204, false, false}},
};

const struct batch_kind *
batch_kind(const struct event_batch_item *item)
{
    size_t i = 0;

    while (strcmp(kinds[i].name, item->operation) != 0)
        i++;
    return &kinds[i].kind;
}

const msgpack_object *
batch_body(const struct event_batch_item *item)
{
    const struct batch_kind *kind = batch_kind(item);

    return kind->takes_event ? item->event.object : kind->takes_patch ? item->patch.object : NULL;
}

static bool
creates(const struct event_batch_item *item)
{
    return batch_kind(item)->operation == &event_create_operation;
}

static void
check_body(struct request *part, const char *name, bool takes, bool has, const char *operation)
{
    if (takes && !has)
        problem(part, name, "is required with %s", operation);
    if (!takes && has)
        problem(part, name, "does not go with %s", operation);
}

enum err
batch_item_check(struct request *part, const struct event_batch_item *item)
{
    const struct batch_kind *kind = batch_kind(item);
    bool creates_one = creates(item);

    check_body(part, "event", kind->takes_event, item->event.object != NULL, item->operation);
    check_body(part, "patch", kind->takes_patch, item->patch.object != NULL, item->operation);
    check_body(part, "id", !creates_one, item->has_id, item->operation);
    if (creates_one && item->has_version)
        problem(part, "version", "does not go with create");
    if (creates_one && strcmp(item->scope, "all") != 0)
        problem(part, "scope", "does not go with create");
    if (creates_one && item->has_occurrence)
        problem(part, "occurrence", "does not go with create");
    return refuse_problems(part);
}

static bool
item_names(const msgpack_object *body, const char *field)
{
    const msgpack_object *in = map_find(body, field);

    return in != NULL && in->type != MSGPACK_OBJECT_NIL;
}

bool
batch_item_is_plain(const struct event_batch_item *item)
{
    const msgpack_object *body = batch_body(item);

    return creates(item) && body != NULL && !item_names(body, "recurrence_rule") &&
           !item_names(body, "recurrence_dates") && !item_names(body, "exception_dates") &&
           !item_names(body, "attendees");
}

/* As envelope_read has it of a request. */
static enum err
decode(struct request *part, const struct event_batch_item *item, struct event *out)
{
    enum wire_mode mode = part->operation->body_mode;
    enum err err = batch_item_check(part, item);

    if (err || batch_body(item) == NULL)
        return err;
    part->body = batch_body(item);
    wire_decode(&part->problems, &event_shape, part->body, mode, out);
    part->has_if_version = item->has_version;
    part->if_versions = &item->version;
    part->if_version_count = item->has_version;
    return refuse_problems(part);
}

enum err
batch_item_ready(struct request *part, const struct event_batch_item *item, struct creation *out)
{
    struct event body;
    enum err err = decode(part, item, &body);

    return err ? err : create_ready(part, &body, out);
}

static enum err
run_create(struct request *part, const struct event *body, struct event *out)
{
    const struct event_create_in in = {.body = *body};

    return event_create(part, &in, out);
}

/* As the handlers of both, which take the body from the request. */
static enum err
run_change(struct request *part, const struct event_batch_item *item, struct event *out)
{
    const struct target t = {.id = item->id,
                             .scope = item->scope,
                             .occurrence = item->has_occurrence ? &item->occurrence : NULL};

    return change_update(part, &t, out);
}

static enum err
run_delete(struct request *part, const struct event_batch_item *item, struct event *out)
{
    const struct target t = {.id = item->id,
                             .scope = item->scope,
                             .occurrence = item->has_occurrence ? &item->occurrence : NULL};
    struct event_deletion deletion = {.has_course = false};

    out->id = item->id;
    return change_delete(part, &t, &deletion);
}

static enum err
run(struct request *part, const struct event_batch_item *item, const struct event *body,
    struct event *out)
{
    if (creates(item))
        return run_create(part, body, out);
    return batch_body(item) != NULL ? run_change(part, item, out) : run_delete(part, item, out);
}

enum err
batch_item_run(struct request *part, const struct event_batch_item *item,
               struct event_batch_outcome *out)
{
    struct event *body = arena_one(part->arena, struct event);
    struct event *shown = arena_one(part->arena, struct event);
    enum err err = decode(part, item, body);

    if (!err)
        err = run(part, item, body, shown);
    if (!err && part->operation->if_match && !part->version_matched)
        err = refuse(part, ERR_BUG, "the handler has not compared If-Match");
    *out = (struct event_batch_outcome){.status = batch_kind(item)->status,
                                        .has_id = true,
                                        .id = shown->id,
                                        .has_version = shown->version > 0,
                                        .version = shown->version};
    return err;
}
