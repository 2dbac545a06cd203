/*
 * feed_gap - messages that the stream dropped before they were read are told of.
 *
 * FEED is bounded in days, in bytes and in messages of one subject, so who reads late may find some
 * gone.  Each sequence of the stream is a message for us, and those that were read are stored as
 * ranges, in the transaction that makes their deliveries: one range, as long as nothing is missing.
 * What is missing between two of them was
 *
 *     found empty by the durable    dropped; feed_gap_save notes it with the batch that shows it
 *     taken by a process            it comes again as long as the stream has it: feed_gap_find asks
 *                                   the stream for it, and notes it when it is not there any more
 *
 * So nothing that was dropped unread is missed, whatever dies.  Told may also be what was dropped
 * while it was being read.  Of a gap people with webhooks are looked at one by one: was something
 * dropped from the beginning of the stream, or is a subject of theirs full, each of their webhooks
 * gets a message `feed.resume_gone`, as readers of the feed are told.
 *
 * A stream that was made anew begins with other sequences, which is no gap.
 *
 * Failure: as the statements, or the bus.
 * Threads: feed_gap_save on workers, one at a time; the jobs on their thread.
 */
#ifndef SERVICES_DELIVERY_FEED_GAP_H
#define SERVICES_DELIVERY_FEED_GAP_H

#include "shared/actor/actor.h"
#include "shared/bus/bus.h"

/* Messages in the order in which they came. */
enum err feed_gap_save(struct request *rq, struct bus_message *const *messages, size_t count)
    __attribute__((warn_unused_result));

/* What is missing from `first` to `last` will not come. */
enum err feed_gap_note(struct request *rq, int64_t first, int64_t last)
    __attribute__((warn_unused_result));

job_call feed_gap_find;
job_call feed_gap_tell;

#endif
