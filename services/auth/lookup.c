/*
 * lookup - who people are, for services that are about to show or share something.
 *
 * It is answered on the bus alone.  To a client it would tell which addresses have accounts, so who
 * asks it answers a client the same whether there is one or not, or only for somebody the client
 * named by id.
 */
#include "gen/auth/sql.h"
#include "services/auth/address.h"
#include "shared/base/arena.h"
#include "shared/request/request.h"

#include <string.h>

enum { ASKED_MAX = 500 };

static void
found_add(struct found_user *all, size_t *count, const struct found_user *one, const char *asked)
{
    all[*count] = *one;
    all[*count].email = asked;
    (*count)++;
}

/* In the order of what was asked; what was asked twice is answered twice. */
static void
by_ids(const struct uuids *ids, const struct found_user *rows, size_t row_count,
       struct found_user *all, size_t *count)
{
    for (size_t i = 0; i < ids->count; i++)
        for (size_t j = 0; j < row_count; j++)
            if (uuid_equal(ids->items[i], rows[j].id))
                found_add(all, count, &rows[j], NULL);
}

static void
by_emails(const struct texts *typed, const char *const *folded, const struct found_user *rows,
          size_t row_count, struct found_user *all, size_t *count)
{
    for (size_t i = 0; i < typed->count; i++)
        for (size_t j = 0; j < row_count; j++)
            if (strcmp(folded[i], rows[j].email) == 0)
                found_add(all, count, &rows[j], typed->items[i]);
}

static enum err
lookup_check(struct request *rq, const struct users_ask *asked)
{
    if (asked->ids.count > ASKED_MAX)
        problem(rq, "ids", "has more than %d items", ASKED_MAX);
    if (asked->emails.count > ASKED_MAX)
        problem(rq, "emails", "has more than %d items", ASKED_MAX);
    return refuse_problems(rq);
}

static enum err
lookup_ids(struct request *rq, const struct uuids *ids, struct found_user *all, size_t *count)
{
    const struct sql_users_by_id find = {.ids = *ids};
    struct found_user *rows;
    size_t row_count;
    enum err err = ids->count > 0 ? sql_users_by_id(rq, &find, &rows, &row_count) : OK;

    if (!err && ids->count > 0)
        by_ids(ids, rows, row_count, all, count);
    return err;
}

static enum err
lookup_emails(struct request *rq, const struct texts *typed, struct found_user *all, size_t *count)
{
    const char **folded = arena_array(rq->arena, const char *, typed->count + 1);
    const struct sql_users_by_email find = {.emails = {folded, typed->count}};
    struct found_user *rows;
    size_t row_count;
    enum err err;

    for (size_t i = 0; i < typed->count; i++)
        folded[i] = address_fold(rq->arena, typed->items[i]);
    err = typed->count > 0 ? sql_users_by_email(rq, &find, &rows, &row_count) : OK;
    if (!err && typed->count > 0)
        by_emails(typed, folded, rows, row_count, all, count);
    return err;
}

enum err
auth_users_lookup(struct request *rq, const struct auth_users_lookup_in *in,
                  struct users_found *out)
{
    struct found_user *all = arena_array(rq->arena, struct found_user, 2 * ASKED_MAX);
    size_t count = 0;
    enum err err = lookup_check(rq, &in->body);

    if (!err)
        err = lookup_ids(rq, &in->body.ids, all, &count);
    if (!err)
        err = lookup_emails(rq, &in->body.emails, all, &count);
    *out = (struct users_found){.users = {all, count}};
    return err;
}
