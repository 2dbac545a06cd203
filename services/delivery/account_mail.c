#include "services/delivery/account_mail.h"

#include "gen/auth/api.h"
#include "gen/delivery/sql.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/clock.h"
#include "shared/codec/msg.h"

#include <string.h>

enum { PAGE = 1000 };

static enum err
account_mail_add(struct request *rq, struct uuid id, struct uuid user_id, const char *kind)
{
    const struct sql_delivery_mail_insert insert = {
        .id = id, .kind = kind, .owner = "auth", .user_id = user_id, .now = instant_now()};

    return sql_delivery_mail_insert(rq, &insert, NULL);
}

enum err
account_mail_heard(struct request *rq, const struct domain_event *event)
{
    const char *kind, *user;
    struct uuid user_id;
    enum err err;

    if (strcmp(event->type, "account_mail.requested") != 0)
        return OK;
    if (event->data == NULL || event->data->type != MSGPACK_OBJECT_MAP)
        return refuse(rq, ERR_VALIDATION, "the event has no data");
    kind = msg_member_text(rq->arena, event->data, "kind");
    user = msg_member_text(rq->arena, event->data, "user_id");
    if (kind == NULL || user == NULL || !uuid_parse(user, strlen(user), &user_id))
        return refuse(rq, ERR_VALIDATION, "the event has no kind or no user");
    err = account_mail_add(rq, event->subject, user_id, kind);
    if (!err)
        outbox_wake(rq);
    return err;
}

enum err
account_mail_rebuild(struct request *rq, struct position *at, bool *more)
{
    const struct auth_account_mails_in in = {
        .body = {.after_xid = at->xid, .after_id = at->id, .limit = PAGE}};
    struct account_mails page;
    enum err err = ask(rq, &auth_account_mails_operation, &in, &page);

    if (err)
        return err;
    *at = (struct position){page.next_xid, page.next_id};
    *more = page.more;
    for (size_t i = 0; !err && i < page.mails.count; i++) {
        const struct requested_mail *mail = &page.mails.items[i];

        err = account_mail_add(rq, mail->id, mail->user_id, mail->kind);
    }
    if (!err && page.mails.count > 0)
        outbox_wake(rq);
    return err;
}
