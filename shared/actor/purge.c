#include "shared/actor/purge.h"

#include "shared/actor/outbox.h"

enum err
purge_all(struct request *rq, purge_some *some, int64_t most)
{
    int64_t affected = 0;
    enum err err;

    do {
        err = some(rq, &affected);
        if (!err)
            err = pause_transaction(rq);
    } while (!err && affected >= most);
    return err;
}
