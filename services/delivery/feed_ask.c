#include "services/delivery/feed_ask.h"

#include "shared/actor/service.h"

#include <semaphore.h>

enum { PATIENCE_MS = 2000 };

struct asked {
    sem_t answered;
    feed_ask_read *read;
    void *arg;
    enum err err;
};

static void
feed_answered(void *arg, enum err err, struct bytes answer)
{
    struct asked *asked = arg;

    asked->err = err ? err : asked->read(asked->arg, answer);
    sem_post(&asked->answered);
}

enum err
feed_ask(const struct stream_request *request, feed_ask_read *read, void *arg)
{
    struct asked asked = {.read = read, .arg = arg};
    enum err err;

    sem_init(&asked.answered, 0, 0);
    err = stream_ask(the_service.bus, request, monotonic_ms() + PATIENCE_MS, feed_answered, &asked);
    bus_flush(the_service.bus);
    while (!err && sem_wait(&asked.answered) != 0)
        ;
    sem_destroy(&asked.answered);
    return err ? err : asked.err;
}
