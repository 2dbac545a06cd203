/*
 * The queue is short, so that it is walked: a job's turn is one after the last of its owner's, but
 * never before the one that runs, and the lowest is next.
 */
#include "gateway/http/worker.h"

#include "shared/base/must.h"

#include <pthread.h>
#include <stdlib.h>

struct worker {
    h2o_multithread_queue_t *queue; /* back to the loop */
    h2o_multithread_receiver_t receiver;
    pthread_t thread;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t given;
    struct job *waiting; /* in the order in which they came */
    uint64_t turn;       /* of the job that was taken last */
    bool ends;
};

/* The first with the lowest turn, taken out. */
static struct job *
take_next(struct worker *w)
{
    struct job **best = &w->waiting, *job;

    for (struct job **at = &w->waiting; *at != NULL; at = &(*at)->next)
        if ((*at)->turn < (*best)->turn)
            best = at;
    job = *best;
    *best = job->next;
    w->turn = job->turn;
    return job;
}

/* NULL: it ends, and none is left. */
static struct job *
await_job(struct worker *w)
{
    struct job *job = NULL;

    pthread_mutex_lock(&w->lock);
    while (w->waiting == NULL && !w->ends)
        pthread_cond_wait(&w->given, &w->lock);
    if (w->waiting != NULL)
        job = take_next(w);
    pthread_mutex_unlock(&w->lock);
    return job;
}

static void *
work(void *arg)
{
    struct worker *w = arg;
    struct job *job;

    while ((job = await_job(w)) != NULL) {
        job->run(job);
        h2o_multithread_send_message(&w->receiver, &job->message);
    }
    return NULL;
}

static void
on_jobs_done(h2o_multithread_receiver_t *receiver, h2o_linklist_t *messages)
{
    (void)receiver;
    while (!h2o_linklist_is_empty(messages)) {
        struct job *job = H2O_STRUCT_FROM_MEMBER(struct job, message.link, messages->next);

        h2o_linklist_unlink(&job->message.link);
        job->done(job);
    }
}

struct worker *
worker_new(h2o_loop_t *loop)
{
    struct worker *w = calloc(1, sizeof *w);

    must(w != NULL);
    w->queue = h2o_multithread_create_queue(loop);
    h2o_multithread_register_receiver(w->queue, &w->receiver, on_jobs_done);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->given, NULL);
    must(pthread_create(&w->thread, NULL, work, w) == 0);
    return w;
}

void
worker_destroy(struct worker **where)
{
    struct worker *w = *where;

    pthread_mutex_lock(&w->lock);
    w->ends = true;
    pthread_cond_signal(&w->given);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    on_jobs_done(&w->receiver, &w->receiver._messages);
    h2o_multithread_unregister_receiver(w->queue, &w->receiver);
    h2o_multithread_destroy_queue(w->queue);
    free(w->queue); /* libh2o 2.2.5 empties it and leaves it */
    pthread_cond_destroy(&w->given);
    pthread_mutex_destroy(&w->lock);
    free(w);
    *where = NULL;
}

/* False: there is no room for it. */
static bool
worker_find_place(struct worker *w, struct job *job, struct job ***end)
{
    unsigned all = 0, same = 0;

    job->turn = w->turn + 1;
    *end = &w->waiting;
    for (struct job *other = w->waiting; other != NULL; other = other->next) {
        *end = &other->next;
        all++;
        if (!uuid_equal(other->owner, job->owner))
            continue;
        same++;
        job->turn = other->turn + 1;
    }
    return all < WORKER_JOBS && same < WORKER_JOBS_OF_ONE;
}

bool
worker_give(struct worker *w, struct job *job)
{
    struct job **end;
    bool has_room;

    job->next = NULL;
    job->message = (h2o_multithread_message_t){{NULL, NULL}};
    pthread_mutex_lock(&w->lock);
    has_room = worker_find_place(w, job, &end);
    if (has_room) {
        *end = job;
        pthread_cond_signal(&w->given);
    }
    pthread_mutex_unlock(&w->lock);
    return has_room;
}
