/*
 * ticket - opens a WebSocket in a browser, which cannot send its token with one.
 *
 * It is part of a URL, which others may read; so it can be used once, within a minute.
 */
#include "gen/auth/api.h"
#include "gen/auth/sql.h"
#include "services/auth/settings.h"
#include "services/auth/token.h"
#include "shared/base/base64url.h"
#include "shared/request/request.h"

#include <string.h>

enum { TICKET_SECONDS = 60 };

enum err
auth_ticket_create(struct request *rq, const struct auth_ticket_create_in *in, struct ticket *out)
{
    const char *ticket = token_refresh(rq->arena);
    const struct sql_ticket_insert insert = {
        .token_hash = token_digest(rq->arena, ticket),
        .session_id = rq->caller.session_id,
    };

    (void)in;
    *out = (struct ticket){.ticket = ticket, .expires_in = TICKET_SECONDS};
    return sql_ticket_insert(rq, &insert, NULL);
}

enum err
auth_ticket_use(struct request *rq, const struct auth_ticket_use_in *in, struct ticket_state *out)
{
    struct sql_ticket_use use;
    struct sql_ticket_use_row found;
    enum err err;

    *out = (struct ticket_state){.active = false};
    if (!base64url_decode(rq->arena, in->body.digest, strlen(in->body.digest), &use.token_hash))
        return OK;
    err = sql_ticket_use(rq, &use, &found);
    if (err)
        return err == ERR_NOT_FOUND ? OK : err;
    *out = (struct ticket_state){
        .active = true,
        .has_user_id = true,
        .user_id = found.user_id,
        .has_session_id = true,
        .session_id = found.session_id,
        .expires_in = settings.access_s,
    };
    return OK;
}
