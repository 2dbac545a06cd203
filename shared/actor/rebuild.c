/*
 * A consumer's place stands in `positions`: the owner's transaction and the object's id up to which
 * it has everything.  It moves when a page is applied as a whole, so a page whose end was not
 * reached is applied once more.
 */
#include "shared/actor/rebuild.h"

#include "gen/runtime/sql.h"
#include "shared/actor/outbox.h"
#include "shared/actor/service.h"
#include "shared/base/log.h"

#include <string.h>

/* One run reads at most so many pages: its memory is freed when it ends. */
enum { PAGES = 20 };

/* Nothing was read yet: from the beginning. */
static enum err
position_get(struct request *rq, const char *consumer, struct position *at)
{
    struct sql_position_get_row row = {.xid = 0};
    enum err err = sql_position_get(rq, &(struct sql_position_get){.consumer = consumer}, &row);

    *at = (struct position){row.xid, row.id};
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err
position_set(struct request *rq, const char *consumer, struct position at)
{
    const struct sql_position_set set = {.consumer = consumer, .xid = at.xid, .id = at.id};

    return sql_position_set(rq, &set, NULL);
}

/* The owner is asked outside a transaction. */
static enum err
rebuild_page(struct request *rq, const struct consumer_row *row, bool *more)
{
    struct position before, at;
    enum err err = position_get(rq, row->durable, &before);

    at = before;
    *more = false;
    if (!err)
        err = pause_transaction(rq);
    if (!err)
        err = row->rebuild(rq, &at, more);
    if (!err && memcmp(&at, &before, sizeof at) != 0)
        err = position_set(rq, row->durable, at);
    return err ? err : pause_transaction(rq);
}

static enum err
rebuild_one(struct request *rq, const struct consumer_row *row)
{
    bool more = true;
    enum err err = OK;

    for (int i = 0; !err && more && i < PAGES; i++)
        err = rebuild_page(rq, row, &more);
    if (err)
        log_event(LOG_WARN, "consumer.rebuild.failed", "consumer=%s err=%s", row->durable,
                  err_code(err));
    return err;
}

enum err
rebuild_consumers(struct request *rq)
{
    const struct actor *actor = the_service.actor;
    enum err first = OK;

    for (int i = 0; i < actor->consumer_count; i++) {
        enum err err = rebuild_one(rq, &actor->consumers[i]);

        connection_rollback(rq);
        first = first ? first : err;
    }
    return first;
}
