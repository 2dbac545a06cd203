/* What mails say, and to whom they go, for who is about to send them. */
#include "services/auth/mail.h"

#include "gen/auth/sql.h"
#include "services/auth/mail_key.h"
#include "services/auth/token.h"
#include "shared/base/hex.h"

#include <string.h>

static bool
only_tells(const char *kind)
{
    return strcmp(kind, MAIL_EMAIL_CHANGED) == 0 || strcmp(kind, MAIL_PASSWORD_CHANGED) == 0;
}

static bool
has_token(const struct mail_content *mail)
{
    return mail->wanted && !only_tells(mail->kind);
}

static const char *
token_hash(struct arena *a, const char *token)
{
    const struct bytes digest = token_digest(a, token);
    char *text = arena_array(a, char, 2 * digest.len + 1);

    hex_write(digest.data, digest.len, text);
    return text;
}

/* The tokens of those that have one hold from now.  `put` are the mails where they do. */
static enum err
put_tokens(struct request *rq, const struct mail_content *mails, size_t count,
           struct sql_mail_tokens_put_row **put, size_t *put_count)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count);
    const char **hashes = arena_array(rq->arena, const char *, count);
    size_t n = 0;

    *put_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!has_token(&mails[i]))
            continue;
        ids[n] = mails[i].id;
        hashes[n++] = token_hash(rq->arena, mail_key_token(rq->arena, mails[i].id));
    }
    if (n == 0)
        return OK;
    return sql_mail_tokens_put(
        rq, &(struct sql_mail_tokens_put){.ids = {ids, n}, .hashes = {hashes, n}}, put, put_count);
}

static const struct mail_content *
content_of(const struct mail_content *mails, size_t count, struct uuid id)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(mails[i].id, id))
            return &mails[i];
    return NULL;
}

/* False: another transaction holds the mail. */
static bool
give_token(struct arena *a, const struct sql_mail_tokens_put_row *put, size_t count,
           struct mail_content *mail)
{
    for (size_t i = 0; i < count; i++) {
        if (!uuid_equal(put[i].id, mail->id))
            continue;
        mail->token = mail_key_token(a, mail->id);
        mail->has_expires_at = true;
        mail->expires_at = put[i].expires_at;
        return true;
    }
    return false;
}

enum err
auth_mail_contents(struct request *rq, const struct auth_mail_contents_in *in,
                   struct mail_contents *out)
{
    const struct uuids ids = in->body.ids;
    struct mail_content *rows, *mails = arena_array(rq->arena, struct mail_content, ids.count);
    struct sql_mail_tokens_put_row *put = NULL;
    size_t count, put_count, n = 0;
    enum err err = sql_mail_contents(rq, &(struct sql_mail_contents){.ids = ids}, &rows, &count);

    if (!err)
        err = put_tokens(rq, rows, count, &put, &put_count);
    for (size_t i = 0; !err && i < ids.count; i++) {
        const struct mail_content *row = content_of(rows, count, ids.items[i]);

        mails[n] = row != NULL && row->wanted ? *row : (struct mail_content){.id = ids.items[i]};
        n += !has_token(&mails[n]) || give_token(rq->arena, put, put_count, &mails[n]);
    }
    *out = (struct mail_contents){.mails = {mails, n}};
    return err;
}

enum err
auth_mail_recipient(struct request *rq, const struct auth_mail_recipient_in *in,
                    struct mail_recipient *out)
{
    const struct sql_mail_recipient find = {.user_id = in->body.user_id};
    struct sql_mail_recipient_row row;
    enum err err = sql_mail_recipient(rq, &find, &row);

    *out = (struct mail_recipient){.wanted = false};
    if (err)
        return err == ERR_NOT_FOUND ? OK : err;
    *out = (struct mail_recipient){
        .wanted = true,
        .address = row.email,
        .proved = row.proved,
        .name = row.name,
        .timezone = row.timezone,
    };
    return OK;
}
