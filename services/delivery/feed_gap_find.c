/*
 * The job that looks for what is missing: one hole after the other, from the oldest, until one is
 * still to come.
 */
#include "gen/delivery/sql.h"
#include "services/delivery/feed_ask.h"
#include "services/delivery/feed_gap.h"
#include "shared/actor/outbox.h"
#include "shared/base/log.h"
#include "shared/bus/feed.h"

#include <inttypes.h>

enum { HOLES = 100 }; /* of one run */

static enum err
read_info(void *arg, struct bytes answer)
{
    struct stream_refusal refusal;

    return stream_read_info(answer, arg, NULL, NULL, &refusal);
}

/* The sequence of the message that was read; 0: there is none. */
static enum err
read_sequence(void *arg, struct bytes answer)
{
    int64_t *sequence = arg;
    struct stream_message message = {.sequence = 0};
    struct stream_refusal refusal;
    struct buf room;
    enum err err;

    buf_init(&room);
    err = stream_read_message(answer, &room, &message, &refusal);
    buf_fini(&room);
    *sequence = err ? 0 : (int64_t)message.sequence;
    return err == ERR_NOT_FOUND ? OK : err;
}

/* Sequences begin anew with a stream: what was read of the former one says nothing of it. */
static enum err
stream_compare(struct request *rq, int64_t end)
{
    struct stream_request request;
    struct stream_info info;
    enum err err = pause_transaction(rq);

    stream_request_info(&request, FEED_STREAM, NULL);
    if (!err)
        err = feed_ask(&request, read_info, &info);
    if (err || (int64_t)info.last + 1 >= end)
        return err;
    log_event(LOG_WARN, "feed.stream.new", "last=%" PRIu64, info.last);
    return sql_feed_seen_forget(rq, &(struct sql_feed_seen_forget){.sequence = end}, NULL);
}

/* *settled: it will not come, and is noted as a gap. */
static enum err
hole_judge(struct request *rq, int64_t first, int64_t last, bool *settled)
{
    struct stream_request request;
    int64_t next = 0;
    enum err err = pause_transaction(rq);

    stream_request_message(&request, FEED_STREAM, (uint64_t)first, FEED_READER_HEARS);
    if (!err)
        err = feed_ask(&request, read_sequence, &next);
    *settled = !err && next != first;
    if (!*settled)
        return err;
    return feed_gap_note(rq, first, next > 0 && next <= last ? next - 1 : last);
}

enum err
feed_gap_find(struct request *rq)
{
    struct sql_feed_hole_find_row hole;
    bool settled = true;
    enum err err = sql_feed_hole_find(rq, &hole);

    if (err)
        return err == ERR_NOT_FOUND ? OK : err;
    err = stream_compare(rq, hole.end);
    for (int i = 0; !err && settled && i < HOLES; i++) {
        err = sql_feed_hole_find(rq, &hole);
        if (err || !hole.has_last)
            break;
        err = hole_judge(rq, hole.first, hole.last, &settled);
    }
    return err == ERR_NOT_FOUND ? OK : err;
}
