/* Made by tools/gen from schemas/openapi/calendar.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_CALENDAR_API_H
#define GEN_CALENDAR_API_H

#include "shared/request/operation.h"

/* How one member has a calendar shown; a calendar itself is as its owner has it. */
struct display {
    struct uuid id;
    struct uuid calendar_id;
    const char *name;
    const char *color;
    /* Where it stands among the calendars of the member. */
    bool has_position;
    int64_t position;
    int64_t version;
};
extern const struct shape display_shape;

struct calendar {
    struct uuid id;
    struct uuid owner_id;
    const char *name;
    const char *description;
    /* Red, green and blue, two hexadecimal digits each. */
    const char *color;
    /* An IANA name; by default the user's. */
    const char *timezone;
    /* Whether everybody with its address, `/public/{public_token}`, may read it. */
    bool is_public;
    /* There while is_public; shown to the owner only. A calendar made public again gets a new
     * one. */
    const char *public_token;
    /* The caller's. */
    const char *role;
    /* The member to whom the calendar is offered; shown to that member and the owner only. */
    bool has_transfer_to;
    struct uuid transfer_to;
    /* When the offer ends. */
    bool has_transfer_until;
    struct instant transfer_until;
    /* In lists alone. */
    bool has_display;
    struct display display;
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

/* A calendar as everybody with its address sees it. */
struct public_calendar {
    const char *name;
    const char *description;
    /* Red, green and blue, two hexadecimal digits each. */
    const char *color;
    const char *timezone;
    /* Of what is shown here; the same content has the same one. */
    int64_t version;
};
extern const struct shape public_calendar_shape;

struct member {
    /* The user's id. */
    struct uuid id;
    struct uuid calendar_id;
    /* To a member, `editor` or `viewer` can be given. */
    const char *role;
    int64_t version;
    /* When the user became a member, for the last time. */
    struct instant joined_at;
};
extern const struct shape member_shape;

struct transfer {
    /* The calendar's id. */
    struct uuid id;
    /* The member to whom it is offered. */
    struct uuid user_id;
    struct instant until;
    /* The calendar's. */
    int64_t version;
};
extern const struct shape transfer_shape;

struct transfer_to {
    struct uuid user_id;
};
extern const struct shape transfer_to_shape;

/* Either `user_id` or `email`. */
struct share {
    bool has_user_id;
    struct uuid user_id;
    const char *email;
    const char *role;
};
extern const struct shape share_shape;

/* One page. */
struct member_list {
    struct {
        const struct member *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape member_list_shape;

/* Everybody who may see one calendar, as of one version of its membership: what every service
 * with a copy is asked to apply, by `<service>.access_apply` with `x-callers: [calendar]`. */
struct access_state {
    struct uuid calendar_id;
    int64_t version;
    bool deleted;
    struct uuids user_ids;
    /* roles[i] is that of user_ids[i]. */
    struct texts roles;
    /* The SHA-256 of its public token in hexadecimal digits; null while it is not public. */
    const char *public_hash;
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
    /* The SHA-256 of its public token in hexadecimal digits; null while it is not public. */
    const char *public_hash;
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
    const char *role;
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

struct calendar_share_in {
    struct uuid id;
    struct share body;
};
extern const struct operation calendar_share_operation;

struct calendar_member_list_in {
    struct uuid id;
    int64_t limit;
    const char *cursor;
};
extern const struct operation calendar_member_list_operation;

struct calendar_member_get_in {
    struct uuid id;
    struct uuid user_id;
};
extern const struct operation calendar_member_get_operation;

struct calendar_member_patch_in {
    struct uuid id;
    struct uuid user_id;
    struct patch body;
};
extern const struct operation calendar_member_patch_operation;

struct calendar_member_remove_in {
    struct uuid id;
    struct uuid user_id;
};
extern const struct operation calendar_member_remove_operation;

struct calendar_display_get_in {
    struct uuid id;
};
extern const struct operation calendar_display_get_operation;

struct calendar_display_replace_in {
    struct uuid id;
    struct display body;
};
extern const struct operation calendar_display_replace_operation;

struct calendar_public_token_in {
    struct uuid id;
};
extern const struct operation calendar_public_token_operation;

struct calendar_public_get_in {
    const char *token;
};
extern const struct operation calendar_public_get_operation;

struct calendar_transfer_get_in {
    struct uuid id;
};
extern const struct operation calendar_transfer_get_operation;

struct calendar_transfer_in {
    struct uuid id;
    struct transfer_to body;
};
extern const struct operation calendar_transfer_operation;

struct calendar_transfer_withdraw_in {
    struct uuid id;
};
extern const struct operation calendar_transfer_withdraw_operation;

struct calendar_transfer_accept_in {
    struct uuid id;
};
extern const struct operation calendar_transfer_accept_operation;

struct calendar_transfer_decline_in {
    struct uuid id;
};
extern const struct operation calendar_transfer_decline_operation;

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
    CALENDAR_SHARE,
    CALENDAR_MEMBER_LIST,
    CALENDAR_MEMBER_GET,
    CALENDAR_MEMBER_PATCH,
    CALENDAR_MEMBER_REMOVE,
    CALENDAR_DISPLAY_GET,
    CALENDAR_DISPLAY_REPLACE,
    CALENDAR_PUBLIC_TOKEN,
    CALENDAR_PUBLIC_GET,
    CALENDAR_TRANSFER_GET,
    CALENDAR_TRANSFER,
    CALENDAR_TRANSFER_WITHDRAW,
    CALENDAR_TRANSFER_ACCEPT,
    CALENDAR_TRANSFER_DECLINE,
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
/* POST /calendars/{id}/share */
/* Runs first, and asks auth.users_lookup (before.h). */
enum err calendar_share_before(struct request *rq, const struct calendar_share_in *in);
enum err calendar_share(struct request *rq, const struct calendar_share_in *in, struct member *out);
/* GET /calendars/{id}/members */
enum err calendar_member_list(struct request *rq, const struct calendar_member_list_in *in, struct member_list *out);
/* GET /calendars/{id}/members/{user_id} */
enum err calendar_member_get(struct request *rq, const struct calendar_member_get_in *in, struct member *out);
/* PATCH /calendars/{id}/members/{user_id} */
enum err calendar_member_patch(struct request *rq, const struct calendar_member_patch_in *in, struct member *out);
/* DELETE /calendars/{id}/members/{user_id} */
enum err calendar_member_remove(struct request *rq, const struct calendar_member_remove_in *in);
/* GET /calendars/{id}/members/me/display */
enum err calendar_display_get(struct request *rq, const struct calendar_display_get_in *in, struct display *out);
/* PUT /calendars/{id}/members/me/display */
enum err calendar_display_replace(struct request *rq, const struct calendar_display_replace_in *in, struct display *out);
/* POST /calendars/{id}/public-token */
enum err calendar_public_token(struct request *rq, const struct calendar_public_token_in *in, struct calendar *out);
/* GET /public/{token} */
enum err calendar_public_get(struct request *rq, const struct calendar_public_get_in *in, struct public_calendar *out);
/* GET /calendars/{id}/transfer */
enum err calendar_transfer_get(struct request *rq, const struct calendar_transfer_get_in *in, struct transfer *out);
/* POST /calendars/{id}/transfer */
enum err calendar_transfer(struct request *rq, const struct calendar_transfer_in *in, struct calendar *out);
/* DELETE /calendars/{id}/transfer */
enum err calendar_transfer_withdraw(struct request *rq, const struct calendar_transfer_withdraw_in *in);
/* POST /calendars/{id}/transfer/accept */
enum err calendar_transfer_accept(struct request *rq, const struct calendar_transfer_accept_in *in, struct calendar *out);
/* POST /calendars/{id}/transfer/decline */
enum err calendar_transfer_decline(struct request *rq, const struct calendar_transfer_decline_in *in, struct calendar *out);
/* on the bus, for event, reminder */
enum err calendar_access_changes(struct request *rq, const struct calendar_access_changes_in *in, struct access_changes *out);

#endif
