#include "services/reminder/refresh_ask.h"

#include "gen/reminder/sql.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"

#include <string.h>

enum { READERS = 500, CHECKS = 256 };

/* What nobody may ever change again. */
static const int64_t VERSION_LAST = INT64_MAX;

static struct uuids
refresh_ids(struct request *rq, const struct refreshing *items, size_t count)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count);

    for (size_t i = 0; i < count; i++)
        ids[i] = items[i].event_id;
    return (struct uuids){ids, count};
}

/* ---------------------------------------------------------------- who may read them */

static void
refresh_gone(struct request *rq, struct refreshing *item, struct uuid user_id)
{
    if (item->gone_count == item->gone_room) {
        struct uuid *more = arena_array(rq->arena, struct uuid, 2 * item->gone_room + 8);

        if (item->gone_count > 0)
            memcpy(more, item->gone, item->gone_count * sizeof *more);
        item->gone = more;
        item->gone_room = 2 * item->gone_room + 8;
    }
    item->gone[item->gone_count++] = user_id;
}

struct reader {
    struct refreshing *item;
    struct uuid user_id;
};

static enum err
refresh_check(struct request *rq, const struct reader *readers, size_t count)
{
    struct occurrence_check_ask *asks = arena_array(rq->arena, struct occurrence_check_ask, count);
    struct event_occurrences_check_in in = {.body = {.items = {asks, count}}};
    struct occurrences_check answer;
    enum err err;

    for (size_t i = 0; i < count; i++)
        asks[i] = (struct occurrence_check_ask){.user_id = readers[i].user_id,
                                                .event_id = readers[i].item->event_id};
    err = ask(rq, &event_occurrences_check_operation, &in, &answer);
    if (!err && answer.items.count != count)
        err = ERR_BUG;
    for (size_t i = 0; !err && i < count; i++)
        if (strcmp(answer.items.items[i].state, "gone") == 0)
            refresh_gone(rq, readers[i].item, readers[i].user_id);
    return err;
}

/* Rows are by event and user, as the items are by event; a user may be there several times. */
static size_t
refresh_readers(struct refreshing *items, const struct sql_readers_of_row *rows, size_t count,
                struct reader *readers)
{
    struct refreshing *item = items;
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        while (!uuid_equal(item->event_id, rows[i].event_id))
            item++;
        item->row_count++;
        item->last_reader = rows[i].user_id;
        if (n == 0 || readers[n - 1].item != item ||
            !uuid_equal(readers[n - 1].user_id, rows[i].user_id))
            readers[n++] = (struct reader){item, rows[i].user_id};
    }
    return n;
}

/* Of each a page of those who have reminders on it. */
static enum err
refresh_ask_page(struct request *rq, struct refreshing *items, size_t count, struct uuid after)
{
    const struct sql_readers_of readers_of = {
        .event_ids = refresh_ids(rq, items, count), .after_id = after, .rows = READERS};
    struct sql_readers_of_row *rows;
    struct reader *readers;
    size_t row_count, reader_count;
    enum err err = sql_readers_of(rq, &readers_of, &rows, &row_count);

    if (!err)
        err = outbox_commit(rq);
    if (err)
        return err;
    for (size_t i = 0; i < count; i++)
        items[i].row_count = 0;
    readers = arena_array(rq->arena, struct reader, row_count + 1);
    reader_count = refresh_readers(items, rows, row_count, readers);
    for (size_t i = 0; !err && i < reader_count; i += CHECKS)
        err = refresh_check(rq, readers + i, reader_count - i < CHECKS ? reader_count - i : CHECKS);
    return err;
}

static enum err
refresh_ask_readers(struct request *rq, struct refreshing *items, size_t count)
{
    static const struct uuid first;
    enum err err = refresh_ask_page(rq, items, count, first);

    for (size_t i = 0; !err && i < count; i++)
        while (!err && items[i].row_count == READERS)
            err = refresh_ask_page(rq, &items[i], 1, items[i].last_reader);
    return err;
}

/* ---------------------------------------------------------------- their courses */

static void
refresh_course(struct refreshing *item, const struct event_course *course)
{
    item->course = *course;
    item->answered = true;
    if (course->version == 0)
        item->course.version = VERSION_LAST;
}

static enum err
refresh_ask_courses(struct request *rq, struct refreshing *items, size_t count)
{
    const struct event_courses_in in = {.body = {.event_ids = refresh_ids(rq, items, count)}};
    struct event_courses answer;
    enum err err = ask(rq, &event_courses_operation, &in, &answer);

    if (!err && answer.courses.count > count)
        err = ERR_BUG;
    for (size_t i = 0; !err && i < answer.courses.count; i++)
        refresh_course(&items[i], &answer.courses.items[i]);
    return err;
}

/* ---------------------------------------------------------------- who has lost one */

/* Those who may not read it now either. */
static enum err
refresh_ask_gone(struct request *rq, struct refreshing *item)
{
    struct reader *readers = arena_array(rq->arena, struct reader, item->gone_count);
    size_t count = item->gone_count;
    enum err err = OK;

    for (size_t i = 0; i < count; i++)
        readers[i] = (struct reader){item, item->gone[i]};
    item->gone_count = 0;
    for (size_t i = 0; !err && i < count; i += CHECKS)
        err = refresh_check(rq, readers + i, count - i < CHECKS ? count - i : CHECKS);
    return err;
}

static enum err
refresh_prove(struct request *rq, struct refreshing *item)
{
    struct refreshing again = {.event_id = item->event_id};
    enum err err;

    if (item->gone_count == 0 || !item->answered || item->course.deleted)
        return OK;
    err = refresh_ask_gone(rq, item);
    if (!err && item->gone_count > 0)
        err = refresh_ask_courses(rq, &again, 1);
    if (!err && item->gone_count > 0)
        item->answered = again.answered && again.course.version == item->course.version;
    return err;
}

enum err
refresh_ask(struct request *rq, struct refreshing *items, size_t count)
{
    enum err err = refresh_ask_readers(rq, items, count);

    if (!err)
        err = refresh_ask_courses(rq, items, count);
    for (size_t i = 0; !err && i < count; i++)
        err = refresh_prove(rq, &items[i]);
    return err;
}
