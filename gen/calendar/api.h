/* Made by tools/gen from schemas/openapi/calendar.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_CALENDAR_API_H
#define GEN_CALENDAR_API_H

#include "shared/request/operation.h"

struct calendar {
    struct uuid id;
    struct uuid owner_id;
    const char *name;
    const char *description;
    /* Red, green and blue, two hexadecimal digits each. */
    const char *color;
    /* An IANA name; by default the user's. */
    const char *timezone;
    /* Whether whoever knows public_token may read it. */
    bool is_public;
    /* There while is_public; shown to the owner only. A calendar made public again gets a new
     * one. */
    const char *public_token;
    /* The caller's. */
    const char *role;
    int64_t version;
    struct instant created_at;
    struct instant updated_at;
};
extern const struct shape calendar_shape;

/* One page. */
struct calendar_list {
    struct {
        const struct calendar *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape calendar_list_shape;

/* Everybody who may see one calendar, as of one version of its membership: what every service
 * with a copy is asked to apply, by `<service>.access_apply` with `x-callers: [calendar]`. */
struct access_state {
    struct uuid calendar_id;
    int64_t version;
    bool deleted;
    struct uuids user_ids;
    /* roles[i] is that of user_ids[i]. */
    struct texts roles;
};
extern const struct shape access_state_shape;

/* The position after the last change that the keeper has; zero and the nil id at first. */
struct access_changes_ask {
    int64_t after_xid;
    struct uuid after_id;
    int64_t limit;
};
extern const struct shape access_changes_ask_shape;

/* Everybody who may see one calendar, as of one version of its membership. */
struct access_change {
    struct uuid calendar_id;
    int64_t version;
    /* It has no members then and never will again. */
    bool deleted;
    struct uuids user_ids;
    /* roles[i] is that of user_ids[i]. */
    struct texts roles;
    /* The transaction that made the change. */
    int64_t xid;
};
extern const struct shape access_change_shape;

/* The current state of each calendar whose membership changed after the position. */
struct access_changes {
    struct {
        const struct access_change *items;
        size_t count;
    } changes;
    int64_t next_xid;
    struct uuid next_id;
    /* Whether to ask again at once. */
    bool more;
};
extern const struct shape access_changes_shape;

struct calendar_list_in {
    int64_t limit;
    const char *cursor;
};
extern const struct operation calendar_list_operation;

struct calendar_create_in {
    struct calendar body;
};
extern const struct operation calendar_create_operation;

struct calendar_get_in {
    struct uuid id;
};
extern const struct operation calendar_get_operation;

struct calendar_replace_in {
    struct uuid id;
    struct calendar body;
};
extern const struct operation calendar_replace_operation;

struct calendar_patch_in {
    struct uuid id;
    struct patch body;
};
extern const struct operation calendar_patch_operation;

struct calendar_delete_in {
    struct uuid id;
};
extern const struct operation calendar_delete_operation;

struct calendar_access_changes_in {
    struct access_changes_ask body;
};
extern const struct operation calendar_access_changes_operation;

enum calendar_message {
    CALENDAR_LIST,
    CALENDAR_CREATE,
    CALENDAR_GET,
    CALENDAR_REPLACE,
    CALENDAR_PATCH,
    CALENDAR_DELETE,
    CALENDAR_ACCESS_CHANGES,
    CALENDAR_MESSAGES
};

extern const struct service_api calendar_api;

/* GET /calendars */
enum err calendar_list(struct request *rq, const struct calendar_list_in *in, struct calendar_list *out);
/* POST /calendars */
enum err calendar_create(struct request *rq, const struct calendar_create_in *in, struct calendar *out);
/* GET /calendars/{id} */
enum err calendar_get(struct request *rq, const struct calendar_get_in *in, struct calendar *out);
/* PUT /calendars/{id} */
enum err calendar_replace(struct request *rq, const struct calendar_replace_in *in, struct calendar *out);
/* PATCH /calendars/{id} */
enum err calendar_patch(struct request *rq, const struct calendar_patch_in *in, struct calendar *out);
/* DELETE /calendars/{id} */
enum err calendar_delete(struct request *rq, const struct calendar_delete_in *in);
/* on the bus, for event */
enum err calendar_access_changes(struct request *rq, const struct calendar_access_changes_in *in, struct access_changes *out);

#endif
