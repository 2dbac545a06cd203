/*
 * feed_gap - messages that the stream dropped before they were read are told of.
 *
 * FEED is bounded in days, in bytes and in messages of one subject, so who reads late may find some
 * gone.  Each message that is delivered says its place in the stream and its number among all that the
 * durable has delivered.  Between two of them the places may not grow by more than the numbers do:
 * what is above that was dropped.  How far was read is stored, so that this holds over restarts.
 *
 * A gap is noted with the batch that shows it.  Then people with webhooks are looked at one by one:
 * was something dropped from the beginning of the stream, or is a subject of theirs full, each of
 * their webhooks gets a message `feed.resume_gone`, as readers of the feed are told.
 *
 * Limit:   messages that come again count as numbers, so a gap that is smaller than their number may
 *          hide behind them.  A stream that was made anew begins with other places, which is no gap.
 * Failure: as the statements, or the bus.
 * Threads: feed_gap_look on workers, one at a time; feed_gap_tell on the jobs' thread.
 */
#ifndef SERVICES_DELIVERY_FEED_GAP_H
#define SERVICES_DELIVERY_FEED_GAP_H

#include "shared/actor/actor.h"
#include "shared/bus/bus.h"

/*
 * Of messages in the order in which they came: is there a gap before or between them?  What is found
 * is saved, with how far was read, by feed_gap_save, and again with each later transaction until one
 * is said to be committed: messages that come again would not show it a second time.
 */
enum err feed_gap_look(struct request *rq, struct bus_message *const *messages, size_t count)
    __attribute__((warn_unused_result));
enum err feed_gap_save(struct request *rq) __attribute__((warn_unused_result));
void feed_gap_committed(void);

job_call feed_gap_tell;

#endif
