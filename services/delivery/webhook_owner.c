#include "services/delivery/webhook_owner.h"

#include "gen/auth/api.h"
#include "gen/delivery/sql.h"
#include "services/delivery/webhook.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"

#include <string.h>

enum { PAGE = 500 }; /* webhooks, many times those of one person */

enum err
webhook_owner_changed(struct request *rq, const struct domain_event *event)
{
    if (strcmp(event->type, "user.deactivated") == 0)
        return webhooks_stop(rq, event->subject);
    if (strcmp(event->type, "user.activated") == 0)
        return webhooks_go_on(rq, event->subject);
    return OK;
}

/* ---------------------------------------------------------------- all owners, in pages */

static const struct standing_user *
standing_of(const struct standing_users *all, struct uuid user_id)
{
    for (size_t i = 0; i < all->users.count; i++)
        if (uuid_equal(all->users.items[i].user_id, user_id))
            return &all->users.items[i];
    return NULL;
}

/* Of an account that was deleted departure.c takes care. */
static enum err
owner_compare(struct request *rq, const struct standing_users *all,
              const struct sql_webhook_owners_row *owner)
{
    const struct standing_user *found = standing_of(all, owner->user_id);

    if (found != NULL && !found->is_active && owner->listens)
        return webhooks_stop(rq, owner->user_id);
    if (found != NULL && found->is_active && owner->is_stopped)
        return webhooks_go_on(rq, owner->user_id);
    return OK;
}

static enum err
owners_compare(struct request *rq, const struct sql_webhook_owners_row *owners, size_t count)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count);
    const struct auth_users_standing_in in = {.body = {.user_ids = {ids, count}}};
    struct standing_users standing;
    enum err err = pause_transaction(rq);

    for (size_t i = 0; i < count; i++)
        ids[i] = owners[i].user_id;
    if (!err)
        err = ask(rq, &auth_users_standing_operation, &in, &standing);
    for (size_t i = 0; !err && i < count; i++)
        err = owner_compare(rq, &standing, &owners[i]);
    return err;
}

/* True: the page is full, and its last owner, who may have more webhooks behind it, is left out. */
static bool
owners_fit(const struct sql_webhook_owners_row *owners, size_t *count)
{
    int64_t webhooks = 0;

    for (size_t i = 0; i < *count; i++)
        webhooks += owners[i].webhooks;
    if (webhooks < PAGE)
        return false;
    *count -= *count > 1;
    return true;
}

/* The position is the last owner of the page, and nil again behind the last page. */
enum err
webhook_owners_rebuild(struct request *rq, struct position *at, bool *more)
{
    const struct sql_webhook_owners page = {.after_user_id = at->id, .rows = PAGE};
    struct sql_webhook_owners_row *owners;
    size_t count;
    enum err err = sql_webhook_owners(rq, &page, &owners, &count);

    if (err)
        return err;
    *more = owners_fit(owners, &count);
    if (count > 0)
        err = owners_compare(rq, owners, count);
    if (err)
        return err;
    *at = (struct position){.xid = 0};
    if (*more)
        at->id = owners[count - 1].user_id;
    return OK;
}
