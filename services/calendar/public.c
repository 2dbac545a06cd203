/*
 * A public calendar has a token, which is its address.  This service judges it by its own table, for
 * the calendar itself; the event service by the hash in its copy, for the events.  Each change of the
 * token is a version of who may see the calendar (access.h), so it is answered when both judge by it.
 *
 * The owner reads the token in the calendar, and so it is stored as it is; it is looked up by its
 * hash, so that the time which that takes says nothing about tokens.
 */
#include "services/calendar/public.h"

#include "gen/calendar/sql.h"
#include "services/calendar/access.h"
#include "services/calendar/lock.h"
#include "services/calendar/tell.h"
#include "shared/base/base64url.h"
#include "shared/base/random.h"
#include "shared/crypto/seal.h"
#include "shared/request/content.h"
#include "shared/request/request.h"

enum { TOKEN_LEN = 32 };

static const char *
new_token(struct request *rq)
{
    uint8_t random[TOKEN_LEN];

    random_bytes(random, sizeof random);
    return base64url(rq->arena, (struct bytes){random, sizeof random});
}

void
public_settle(struct request *rq, struct calendar *c)
{
    if (!c->is_public)
        c->public_token = NULL;
    else if (c->public_token == NULL)
        c->public_token = new_token(rq);
}

enum err
calendar_public_token(struct request *rq, const struct calendar_public_token_in *in,
                      struct calendar *out)
{
    const struct sql_public_rotate rotate = {.id = in->id, .token = new_token(rq)};
    struct calendar stored;
    enum err err = calendar_lock_owned(rq, in->id, &stored);

    if (!err && !stored.is_public)
        return refuse(rq, ERR_CONFLICT, "the calendar is not public");
    if (!err)
        err = sql_public_rotate(rq, &rotate, out);
    if (!err)
        err = tell_updated(rq, out);
    return err ? err : access_changed(rq, in->id);
}

enum err
calendar_public_get(struct request *rq, const struct calendar_public_get_in *in,
                    struct public_calendar *out)
{
    const struct sql_public_find find = {.hash = sha256_text(rq->arena, in->token)};
    enum err err = sql_public_find(rq, &find, out);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such calendar");
    if (!err)
        out->version = content_version(&public_calendar_shape, out);
    return err;
}
