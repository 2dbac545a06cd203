/*
 * test_thing - a whole small service: five operations, a job, announcements, asks to another one.
 *
 * What a handler does follows from the name that it is given: "slow..." takes a while,
 * "forbidden..." is refused after its statements, "told..." asks the other service after the
 * commit, "careless..." changes without looking at If-Match.  What is learnt is asked first: see
 * learn_before.
 */
#ifndef SHARED_ACTOR_TEST_THING_H
#define SHARED_ACTOR_TEST_THING_H

#include "shared/actor/actor.h"
#include "shared/actor/after.h"
#include "shared/actor/before.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/db/db.h"

struct thing {
    struct uuid id;
    const char *name;
    int64_t version;
};

static const struct field thing_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, .has_offset = -1},
    {.name = "name",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .has_offset = -1,
     .offset = offsetof(struct thing, name),
     .min = 1,
     .max = 40},
    {.name = "version",
     .kind = FIELD_INT,
     .flags = FIELD_READ_ONLY,
     .has_offset = -1,
     .offset = offsetof(struct thing, version),
     .max = 1000},
};
static const struct shape thing_shape = {.name = "thing",
                                         .size = sizeof(struct thing),
                                         .fields = thing_fields,
                                         .field_count = ARRAY_LEN(thing_fields),
                                         .id_offset = 0,
                                         .version_offset = offsetof(struct thing, version)};

static const struct operation make_operation = {.name = "thing.make",
                                                .subject = "svc.thing.make",
                                                .auth = AUTH_KEY,
                                                .timeout_ms = 20000,
                                                .keeps_key = true,
                                                .body = &thing_shape,
                                                .body_mode = WIRE_CREATE,
                                                .input_size = sizeof(struct thing),
                                                .output = &thing_shape};
static const struct operation alter_operation = {.name = "thing.alter",
                                                 .subject = "svc.thing.alter",
                                                 .auth = AUTH_KEY,
                                                 .timeout_ms = 20000,
                                                 .if_match = true,
                                                 .body = &thing_shape,
                                                 .body_mode = WIRE_CREATE,
                                                 .input_size = sizeof(struct thing),
                                                 .output = &thing_shape};
static const struct operation count_operation = {.name = "thing.count",
                                                 .subject = "svc.thing.count",
                                                 .auth = AUTH_PUBLIC,
                                                 .timeout_ms = 20000,
                                                 .input_size = 1,
                                                 .output = &thing_shape};
static const struct operation ponder_operation = {.name = "thing.ponder",
                                                  .subject = "svc.thing.ponder",
                                                  .auth = AUTH_PUBLIC,
                                                  .timeout_ms = 20000,
                                                  .input_size = 1};
static const struct operation note_operation = {.name = "other.note",
                                                .subject = "svc.other.note",
                                                .auth = AUTH_SERVICE,
                                                .timeout_ms = 20000,
                                                .body = &thing_shape,
                                                .input_size = sizeof(struct thing),
                                                .output = &thing_shape};

static const char *const learn_asks[] = {"other.tell", "other.hint", NULL};
static const struct operation learn_operation = {.name = "thing.learn",
                                                 .subject = "svc.thing.learn",
                                                 .auth = AUTH_KEY,
                                                 .timeout_ms = 60000,
                                                 .keeps_key = true,
                                                 .body = &thing_shape,
                                                 .body_mode = WIRE_CREATE,
                                                 .input_size = sizeof(struct thing),
                                                 .output = &thing_shape,
                                                 .asks = learn_asks};
static const struct operation tell_operation = {.name = "other.tell",
                                                .subject = "svc.other.tell",
                                                .auth = AUTH_SERVICE,
                                                .timeout_ms = 60000,
                                                .body = &thing_shape,
                                                .input_size = sizeof(struct thing),
                                                .output = &thing_shape};
static const struct operation hint_operation = {.name = "other.hint",
                                                .subject = "svc.other.hint",
                                                .auth = AUTH_SERVICE,
                                                .timeout_ms = 3000,
                                                .input_size = 1};

static const struct sql_param insert_params[] = {
    {SQL_UUID, -1, offsetof(struct thing, id), -1},
    {SQL_TEXT, -1, offsetof(struct thing, name), -1},
};
static const struct statement insert = {.name = "thing_insert",
                                        .text = "INSERT INTO things (id, name) VALUES ($1, $2)",
                                        .params = insert_params,
                                        .param_count = 2};
static const struct statement insert_once = {
    .name = "thing_insert_once",
    .text = "INSERT INTO things (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    .params = insert_params,
    .param_count = 2};
static const struct sql_column count_columns[] = {
    {SQL_INT8, offsetof(struct thing, version), -1, false}};
static const struct statement count_all = {.name = "thing_count",
                                           .text = "SELECT count(*) FROM things",
                                           .columns = count_columns,
                                           .column_count = 1,
                                           .row_size = sizeof(struct thing)};
static const struct statement doze = {.name = "doze",
                                      .text = "SELECT 1::bigint FROM pg_sleep(0.3)",
                                      .columns = count_columns,
                                      .column_count = 1,
                                      .row_size = sizeof(struct thing)};
static const struct statement *const statements[] = {&insert, &insert_once, &count_all, &doze};
static const struct statements thing_sql = {statements, ARRAY_LEN(statements)};

static const struct announcement thing_made = {
    "thing.made", "evt.thing.thing.made", "/things/", &thing_shape, -1, false};

static inline bool
is_called(const struct thing *in, const char *how)
{
    return strncmp(in->name, how, strlen(how)) == 0;
}

static inline enum err
make_call(struct request *rq, const void *body, void *output)
{
    const struct thing *in = body;
    struct thing *out = output, nap;
    enum err err;

    *out = (struct thing){.id = uuid_new(), .name = in->name, .version = 1};
    if (is_called(in, "slow") && (err = db_one(rq, &doze, NULL, &nap)) != OK)
        return err;
    err = db_exec(rq, &insert, out, NULL);
    if (err == ERR_CONFLICT)
        return refuse(rq, ERR_CONFLICT, "there is such a thing");
    if (err)
        return err;
    err = announce(rq, &thing_made, out, 0, audience_of_one(rq, rq->caller.user_id));
    if (err)
        return err;
    if (is_called(in, "forbidden"))
        return refuse(rq, ERR_FORBIDDEN, "not this one");
    return is_called(in, "told") ? after_commit(rq, &note_operation, out) : OK;
}

/* Of a thing of version 1. */
static inline enum err
alter_call(struct request *rq, const void *body, void *output)
{
    const struct thing *in = body;
    struct thing *out = output;
    enum err err = is_called(in, "careless") ? OK : match_version(rq, 1);

    *out = (struct thing){.id = uuid_new(), .name = in->name, .version = 2};
    return err ? err : db_exec(rq, &insert, out, NULL);
}

static inline enum err
count_call(struct request *rq, const void *in, void *out)
{
    (void)in;
    *(struct thing *)out = (struct thing){.name = "all"};
    return db_one(rq, &count_all, NULL, out);
}

static inline enum err
ponder_call(struct request *rq, const void *in, void *out)
{
    struct thing nap;

    (void)in;
    (void)out;
    return db_one(rq, &doze, NULL, &nap);
}

static inline bool
asks_nothing(const struct thing *in)
{
    return is_called(in, "alone") || is_called(in, "unasked");
}

/* "alone..." asks nothing, and "unasked..." expects an answer for all that; "both..." asks twice. */
static inline enum err
learn_before(struct request *rq, const struct thing *in)
{
    enum err err = OK;

    if (is_called(in, "forbidden"))
        return refuse(rq, ERR_FORBIDDEN, "not this one");
    if (is_called(in, "foreign"))
        return before_ask(rq, &note_operation, in);
    if (!asks_nothing(in))
        err = before_ask(rq, &tell_operation, in);
    if (!err && is_called(in, "again"))
        err = before_ask(rq, &tell_operation, in);
    if (!err && is_called(in, "both"))
        err = before_ask(rq, &hint_operation, "");
    return err;
}

/* A thing of the name that was told; `in` when a refusal is no reason not to make it. */
static inline enum err
learn_call(struct request *rq, const void *body, void *output)
{
    const struct thing *in = body;
    struct thing told = *in, *out = output;
    enum err err = OK;

    if (rq->asking)
        return learn_before(rq, in);
    if (is_called(in, "late question"))
        return before_ask(rq, &tell_operation, in);
    if (!is_called(in, "alone"))
        err = before_answer(rq, &tell_operation, &told);
    if (err == ERR_NOT_FOUND && is_called(in, "whatever"))
        err = OK;
    if (!err && is_called(in, "both"))
        err = before_answer(rq, &hint_operation, NULL);
    *out = (struct thing){.id = uuid_new(), .name = told.name, .version = 1};
    if (!err)
        err = db_exec(rq, &insert, out, NULL);
    return err;
}

enum { MAKE, ALTER, COUNT, PONDER, LEARN, MESSAGES };

static const struct mailbox_row mailbox[] = {
    {MAKE, make_call, DB_WRITE}, {ALTER, alter_call, DB_WRITE}, {COUNT, count_call, DB_READ},
    {PONDER, ponder_call, SLOW}, {LEARN, learn_call, DB_WRITE},
};
MAILBOX_COVERS(mailbox, MESSAGES);

static inline enum err
beat(struct request *rq)
{
    struct thing thing = {.id = uuid_new(), .name = "job"};

    return db_exec(rq, &insert_once, &thing, NULL);
}

static const struct job_row jobs[] = {{"thing.beat", beat, 60 * 60 * 1000, JOB_ALONE}};

static const struct operation *const operations[] = {
    &make_operation, &alter_operation, &count_operation, &ponder_operation, &learn_operation};
static const struct service_api api = {
    .name = "thing", .operations = operations, .operation_count = MESSAGES};
static const struct actor actor = {.api = &api,
                                   .sql = &thing_sql,
                                   .mailbox = mailbox,
                                   .mailbox_count = MESSAGES,
                                   .jobs = jobs,
                                   .job_count = 1};

#endif
