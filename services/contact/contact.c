/*
 * contact - the address book actor.
 *
 * It answers contact.* and is the only program that touches the contact tables.  Read from the
 * bottom up: mailbox[] lists every message; each handler turns one decoded request into SQL and one
 * reply.  Another owner's contact is answered as absent: its existence is private too.
 */
#include "services/contact/contact.h"

#include "gen/auth/api.h"
#include "gen/contact/calls.h"
#include "gen/contact/events.h"
#include "gen/contact/sql.h"
#include "services/contact/address.h"
#include "services/contact/haystack.h"
#include "services/contact/stale.h"
#include "shared/actor/after.h"
#include "shared/actor/purge.h"
#include "shared/base/must.h"
#include "shared/request/amend.h"

#include <string.h>

enum { PURGE_ROWS = 1000, PAGE = 1000 }; /* LIMIT of contact_purge; departures read at once */

/* What a client sent, made what is stored. */
static enum err
contact_check(struct request *rq, struct contact *c)
{
    c->email = address_check(rq, c->email);
    if (c->first_name == NULL && c->last_name == NULL && c->company == NULL && c->email == NULL &&
        c->phone == NULL)
        problem(rq, "first_name",
                "is required when last_name, company, email and phone are absent too");
    return refuse_problems(rq);
}

enum err
contact_create(struct request *rq, const struct contact_create_in *in, struct contact *out)
{
    struct contact body = in->body;
    struct sql_contact_insert insert = {
        .contact = &body,
        .id = uuid_new(),
        .owner_id = rq->caller.user_id,
    };
    enum err err = contact_check(rq, &body);

    if (err)
        return err;
    insert.haystack = haystack_of(rq->arena, &body);
    err = sql_contact_insert(rq, &insert, out);
    if (!err)
        err = announce_contact_created(rq, out, audience_of_one(rq, out->owner_id));
    return err;
}

enum err
contact_get(struct request *rq, const struct contact_get_in *in, struct contact *out)
{
    const struct sql_contact_find find = {.id = in->id, .owner_id = rq->caller.user_id};
    enum err err = sql_contact_find(rq, &find, out);

    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such contact") : err;
}

static enum err
contact_lock(struct request *rq, struct uuid id, struct contact *out)
{
    const struct sql_contact_lock lock = {.id = id, .owner_id = rq->caller.user_id};
    enum err err = sql_contact_lock(rq, &lock, out);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such contact");
    return err ? err : match_version(rq, out->version);
}

static enum err
contact_store(struct request *rq, const struct contact *next, struct contact *out)
{
    const struct sql_contact_update update = {.contact = next,
                                              .haystack = haystack_of(rq->arena, next)};

    return sql_contact_update(rq, &update, out);
}

static enum err
contact_change(struct request *rq, struct uuid id, struct contact *out)
{
    struct contact stored, next;
    enum err err = contact_lock(rq, id, &stored);

    if (!err)
        err = amend(rq, &contact_shape, &stored, &next);
    if (!err)
        err = contact_check(rq, &next);
    if (!err)
        err = contact_store(rq, &next, out);
    if (!err)
        err = announce_contact_updated(rq, out, stored.version, audience_of_one(rq, out->owner_id));
    return err;
}

enum err
contact_replace(struct request *rq, const struct contact_replace_in *in, struct contact *out)
{
    return contact_change(rq, in->id, out);
}

enum err
contact_patch(struct request *rq, const struct contact_patch_in *in, struct contact *out)
{
    return contact_change(rq, in->id, out);
}

static enum err
contact_gone(struct request *rq, const struct contact *c)
{
    return announce_contact_deleted(rq, c, c->version - 1, audience_of_one(rq, c->owner_id));
}

enum err
contact_delete(struct request *rq, const struct contact_delete_in *in)
{
    const struct sql_contact_delete delete = {.id = in->id, .owner_id = rq->caller.user_id};
    struct contact stored, gone;
    enum err err = contact_lock(rq, in->id, &stored);

    if (!err)
        err = sql_contact_delete(rq, &delete, &gone);
    return err ? err : contact_gone(rq, &gone);
}

/* A batch of what a deleted account owned. */
static enum err
contact_clear(struct request *rq, struct uuid owner_id)
{
    const struct sql_contact_delete_owned gone = {.owner_id = owner_id, .rows = 500};
    struct contact *rows;
    size_t count;
    enum err err = sql_contact_delete_owned(rq, &gone, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = contact_gone(rq, &rows[i]);
    return err;
}

static enum err
contact_on_user(struct request *rq, const struct domain_event *event)
{
    enum err err;

    if (strcmp(event->type, "user.deleted") != 0)
        return OK;
    err = sql_contact_departed_note(
        rq, &(struct sql_contact_departed_note){.owner_id = event->subject}, NULL);
    return err ? err : contact_clear(rq, event->subject);
}

/* contact_departed does the rest. */
static enum err
contact_rebuild(struct request *rq, struct position *at, bool *more)
{
    const struct auth_departures_in in = {
        .body = {.after_xid = at->xid, .after_id = at->id, .limit = PAGE}};
    struct departures page;
    enum err err = ask(rq, &auth_departures_operation, &in, &page);

    if (err)
        return err;
    *at = (struct position){page.next_xid, page.next_id};
    *more = page.more;
    for (size_t i = 0; !err && i < page.departures.count; i++)
        err = sql_contact_departed_note(
            rq, &(struct sql_contact_departed_note){.owner_id = page.departures.items[i].user_id},
            NULL);
    return err;
}

/* What the consumer has left, and contacts created after it ran. */
static enum err
contact_departed(struct request *rq)
{
    struct sql_contact_departed_with_contacts_row *rows;
    size_t count;
    enum err err = sql_contact_departed_with_contacts(rq, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = contact_clear(rq, rows[i].owner_id);
    return err;
}

static enum err
purge_contacts(struct request *rq, int64_t *affected)
{
    return sql_contact_purge(rq, &(struct sql_contact_purge){.now = instant_now()}, affected);
}

static enum err
contact_purge(struct request *rq)
{
    enum err err = sql_contact_departed_purge(rq, NULL);

    return err ? err : purge_all(rq, purge_contacts, PURGE_ROWS);
}

/* clang-format off */
static const struct mailbox_row mailbox[] = {
    /* message         decode, call, encode  class */
    {CONTACT_LIST,     contact_list_call,    DB_READ},
    {CONTACT_CREATE,   contact_create_call,  DB_WRITE},
    {CONTACT_GET,      contact_get_call,     DB_READ},
    {CONTACT_REPLACE,  contact_replace_call, DB_WRITE},
    {CONTACT_PATCH,    contact_patch_call,   DB_WRITE},
    {CONTACT_DELETE,   contact_delete_call,  DB_WRITE},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, CONTACT_MESSAGES);

static const struct consumer_row consumers[] = {
    {"contact_users", contact_on_user, contact_rebuild},
};

static const struct job_row jobs[] = {
    {"contact.haystacks", contact_make_haystacks, 1000, JOB_ALONE},
    {"contact.departed", contact_departed, 2 * 1000, JOB_ALONE},
    {"contact.purge", contact_purge, 3600 * 1000, JOB_ALONE},
};

const struct actor contact_actor = {
    .api = &contact_api,
    .sql = &contact_sql,
    .mailbox = mailbox,
    .mailbox_count = ARRAY_LEN(mailbox),
    .consumers = consumers,
    .consumer_count = ARRAY_LEN(consumers),
    .jobs = jobs,
    .job_count = ARRAY_LEN(jobs),
};
