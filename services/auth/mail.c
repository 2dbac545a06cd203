/*
 * The life of a mail's row:
 *
 *   requested      no token
 *   content asked  token_hash and expires_at, 30 minutes from then; asked again: from then
 *   ended          the token was used, or what it is for is over
 *   purged         three days after the request
 */
#include "services/auth/mail.h"

#include "gen/auth/events.h"
#include "gen/auth/sql.h"
#include "services/auth/token.h"
#include "shared/base/must.h"
#include "shared/request/cursor.h"

#include <string.h>

enum err
mail_request(struct request *rq, struct uuid user_id, const struct mail_wish *wish)
{
    struct account_mail mail = {.id = uuid_new(), .user_id = user_id, .kind = wish->kind};
    const struct sql_account_mail_insert insert = {
        .id = mail.id,
        .user_id = user_id,
        .kind = wish->kind,
        .address = wish->address,
        .other = wish->other,
        .has_change_id = !uuid_is_nil(wish->change_id),
        .change_id = wish->change_id,
        .proved = wish->proved,
    };
    struct sql_account_mail_insert_row row;
    enum err err = sql_account_mail_insert(rq, &insert, &row);

    if (err)
        return err;
    mail.requested_at = row.requested_at;
    return announce_account_mail_requested(rq, &mail);
}

enum err
mail_wait(struct request *rq, struct uuid user_id, const char *kind, int64_t *wait_s)
{
    const struct sql_account_mails_recent find = {
        .user_id = user_id,
        .kind = kind,
        .most = MAILS_PER_HOUR,
    };
    struct sql_account_mails_recent_row row;
    enum err err = sql_account_mails_recent(rq, &find, &row);

    if (err)
        return err;
    *wait_s = row.number < MAILS_PER_HOUR ? 0 : row.wait_s > 0 ? row.wait_s : 1;
    return OK;
}

enum err
mail_may(struct request *rq, struct uuid user_id, const char *kind)
{
    int64_t wait_s;
    enum err err = mail_wait(rq, user_id, kind, &wait_s);

    if (err || wait_s == 0)
        return err;
    rq->retry_after_s = wait_s;
    return refuse(rq, ERR_TOO_MANY_ATTEMPTS, "too many mails within an hour; wait for the next");
}

/* ------------------------------------------------------------------ tokens */

static enum err
refuse_mail_token(struct request *rq)
{
    return refuse(rq, ERR_INVALID_TOKEN,
                  "the link was used, or replaced, or is too old; ask for another mail");
}

enum err
mail_token_find(struct request *rq, const char *token, const char *kind, struct mail_found *out)
{
    const struct sql_mail_token_find find = {.token_hash = token_digest(rq->arena, token)};
    struct sql_mail_token_find_row row;
    enum err err = sql_mail_token_find(rq, &find, &row);

    if (err && err != ERR_NOT_FOUND)
        return err;
    if (err || strncmp(row.kind, kind, strlen(kind)) != 0)
        return refuse_mail_token(rq);
    *out = (struct mail_found){row.id, row.user_id, row.kind, row.address};
    return OK;
}

enum err
mail_token_use(struct request *rq, const struct mail_found *found, struct user *account)
{
    const struct sql_user_lock lock = {.id = found->user_id};
    enum err err = sql_user_lock(rq, &lock, account);
    int64_t used = 0;

    if (!err)
        err = sql_mail_token_use(rq, &(struct sql_mail_token_use){.id = found->id}, &used);
    if (err == ERR_NOT_FOUND || (!err && used == 0))
        return refuse_mail_token(rq);
    return err;
}

enum err
mail_tokens_end(struct request *rq, struct uuid user_id, enum mail_group group)
{
    static const char *const verify[] = {MAIL_VERIFY_EMAIL}, *const reset[] = {MAIL_RESET_PASSWORD},
                             *const change[] = {MAIL_CHANGE_EMAIL_NEW, MAIL_CHANGE_EMAIL_OLD},
                             *const all[] = {MAIL_VERIFY_EMAIL, MAIL_RESET_PASSWORD,
                                             MAIL_CHANGE_EMAIL_NEW, MAIL_CHANGE_EMAIL_OLD};
    static const struct texts kinds[] = {
        [MAILS_VERIFY] = {verify, ARRAY_LEN(verify)},
        [MAILS_RESET] = {reset, ARRAY_LEN(reset)},
        [MAILS_CHANGE] = {change, ARRAY_LEN(change)},
        [MAILS_ALL] = {all, ARRAY_LEN(all)},
    };
    const struct sql_mail_tokens_end end = {.user_id = user_id, .kinds = kinds[group]};

    return sql_mail_tokens_end(rq, &end, NULL);
}

/* ------------------------------------------------------------------ for who sends them */

/* Positions are those of departures.c. */
static struct uuid
mails_behind(const struct requested_mail *last, bool more)
{
    struct uuid end;

    memset(&end, 0xff, sizeof end);
    return more ? last->id : end;
}

enum err
auth_account_mails(struct request *rq, const struct auth_account_mails_in *in,
                   struct account_mails *out)
{
    const struct account_mails_ask *after = &in->body;
    const struct sql_account_mails_told page = {
        .after_xid = after->after_xid,
        .after_id = after->after_id,
        .most = after->limit + 1,
    };
    struct requested_mail *rows;
    size_t count, fit;
    enum err err = sql_account_mails_told(rq, &page, &rows, &count);

    if (err)
        return err;
    fit = page_fit(&requested_mail_shape, rows, count, after->limit);
    *out = (struct account_mails){
        .mails = {rows, fit},
        .next_xid = fit ? rows[fit - 1].xid : after->after_xid,
        .next_id = fit ? mails_behind(&rows[fit - 1], fit < count) : after->after_id,
        .more = fit < count,
    };
    return OK;
}

enum err
mail_purge(struct request *rq)
{
    return sql_account_mails_purge(rq, NULL);
}
