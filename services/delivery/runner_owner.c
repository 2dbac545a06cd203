#include "services/delivery/runner_private.h"

#include "shared/actor/task.h"
#include "shared/base/must.h"

#include <stdlib.h>

struct runner *
runner_start(const struct runner_conf *conf)
{
    struct runner *r = calloc(1, sizeof *r);

    must(r != NULL);
    r->conf = conf;
    r->tally = tally_new(conf->channels.items, conf->channels.count);
    r->lanes = lanes_new();
    r->asked = true;
    monitor_init(&r->monitor);
    r->outbound = outbound_open(&conf->outbound);
    must(pthread_create(&r->thread, NULL, runner_main, r) == 0);
    return r;
}

static void
runner_say(struct runner *r, bool *what)
{
    monitor_enter(&r->monitor);
    *what = true;
    if (r->outbound != NULL)
        outbound_wake(r->outbound);
    monitor_leave(&r->monitor);
}

void
runner_wake(struct runner *r)
{
    runner_say(r, &r->woken);
}

/* Who asks is told what was measured last, and has it measured anew. */
void
runner_count(struct runner *r, counter_tell *tell, void *arg)
{
    tally_tell(r->tally, tell, arg);
    runner_wake(r);
}

void
runner_stop(struct runner *r)
{
    struct outbound *outbound;

    runner_say(r, &r->leaving);
    pthread_join(r->thread, NULL);
    monitor_enter(&r->monitor);
    outbound = r->outbound;
    r->outbound = NULL;
    monitor_leave(&r->monitor);
    outbound_close(&outbound);
    task_destroy(&r->rq);
}

void
runner_destroy(struct runner **where)
{
    struct runner *r = *where;

    while (r->held_count > 0)
        sending_free(r->held[--r->held_count]);
    lanes_destroy(&r->lanes);
    tally_destroy(&r->tally);
    monitor_fini(&r->monitor);
    free(r);
    *where = NULL;
}
