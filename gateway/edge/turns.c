/*
 * A queue for each address that has a request waiting, in a list from which the first is served and
 * put behind the last.  A queue without requests goes.
 */
#include "gateway/edge/turns.h"

#include "shared/base/clock.h"
#include "shared/base/hash.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>
#include <utlist.h>

struct turn_queue {
    struct address of;
    struct turn *first;
    struct turn_queue *prev, *next;
    UT_hash_handle hh;
};

struct turns {
    struct turn_queue *by_address, *first;
};

struct turns *
turns_new(void)
{
    struct turns *turns = calloc(1, sizeof *turns);

    must(turns != NULL);
    return turns;
}

void
turns_destroy(struct turns **turns)
{
    must((*turns)->first == NULL);
    free(*turns);
    *turns = NULL;
}

static struct turn_queue *
queue_get(struct turns *turns, struct address of)
{
    struct turn_queue *queue;

    HASH_FIND(hh, turns->by_address, &of, sizeof of, queue);
    if (queue != NULL)
        return queue;
    queue = calloc(1, sizeof *queue);
    must(queue != NULL);
    queue->of = of;
    HASH_ADD(hh, turns->by_address, of, sizeof of, queue);
    DL_APPEND(turns->first, queue);
    return queue;
}

void
turns_wait(struct turns *turns, struct turn *turn)
{
    must(turn->queue == NULL);
    turn->queue = queue_get(turns, turn->of);
    DL_APPEND(turn->queue->first, turn);
}

void
turns_leave(struct turns *turns, struct turn *turn)
{
    struct turn_queue *queue = turn->queue;

    if (queue == NULL)
        return;
    DL_DELETE(queue->first, turn);
    turn->queue = NULL;
    if (queue->first != NULL)
        return;
    DL_DELETE(turns->first, queue);
    HASH_DEL(turns->by_address, queue);
    free(queue);
}

bool
turns_wait_any(const struct turns *turns)
{
    return turns->first != NULL;
}

void
turns_serve(struct turns *turns, int64_t span_us)
{
    int64_t end_us = monotonic_us() + span_us;

    while (turns->first != NULL) {
        struct turn_queue *queue = turns->first;
        struct turn *turn = queue->first;

        DL_DELETE(turns->first, queue);
        DL_APPEND(turns->first, queue);
        turns_leave(turns, turn);
        turn->come(turn);
        if (monotonic_us() >= end_us)
            return;
    }
}
