#include "services/auth/audit.h"

#include "gen/auth/api.h"
#include "gen/auth/sql.h"
#include "shared/request/cursor.h"

#include <string.h>

enum err
audit_note(struct request *rq, struct uuid user_id, const char *action, struct uuid object)
{
    const struct sql_audit_insert insert = {
        .id = uuid_new(),
        .user_id = user_id,
        .action = action,
        .has_object_id = !uuid_is_nil(object),
        .object_id = object,
        .has_session_id = !uuid_is_nil(rq->caller.session_id),
        .session_id = rq->caller.session_id,
        .address = rq->caller.address,
    };

    return sql_audit_insert(rq, &insert, NULL);
}

enum err
audit_refusal(struct request *rq, struct uuid user_id, const char *action)
{
    const struct sql_audit_refusal_insert insert = {
        .id = uuid_new(),
        .user_id = user_id,
        .action = action,
        .address = rq->caller.address,
    };

    return sql_audit_refusal_insert(rq, &insert, NULL);
}

/* Newest first. */
enum err
auth_audit_list(struct request *rq, const struct auth_audit_list_in *in,
                struct audit_entry_list *out)
{
    struct cursor before;
    struct sql_audit_page page = {.user_id = rq->caller.user_id, .rows = in->limit + 1};
    struct audit_entry *items;
    size_t count;
    enum err err;

    memset(&before.id, 0xff, sizeof before.id);
    err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &before) : OK;
    page.before_id = before.id;
    if (!err)
        err = sql_audit_page(rq, &page, &items, &count);
    if (err)
        return err;
    out->data.items = items;
    out->data.count = page_fit(&audit_entry_shape, items, count, in->limit);
    if (out->data.count < count)
        out->next_cursor = cursor_encode(rq, &(struct cursor){.id = items[out->data.count - 1].id});
    return OK;
}
