/* Made by tools/gen from schemas/openapi/auth.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_AUTH_API_H
#define GEN_AUTH_API_H

#include "shared/request/operation.h"

/* A person's account. */
struct user {
    struct uuid id;
    /* Kept without the spaces around it and in lower case; unique. */
    const char *email;
    /* What `email` becomes when it is confirmed; see `PUT /users/me`. */
    const char *pending_email;
    const char *name;
    /* The account's public id; it never changes and is never given twice. */
    const char *handle;
    const char *timezone;
    /* Since when it is known that mails to `email` reach the person. Only then it links them to
     * what others share with an address. */
    bool has_email_verified_at;
    struct instant email_verified_at;
    int64_t version;
    struct instant created_at;
    struct instant updated_at;
};
extern const struct shape user_shape;

struct registration {
    const char *email;
    /* Compared in Unicode's normal form NFKC, so that each keyboard types the same: there it has
     * 10 to 72 bytes in UTF-8. Not found in a dictionary, not derived from the e-mail address. */
    const char *password;
    const char *name;
    /* 3 to 52 small letters, digits and hyphens. Derived from the e-mail address when absent. */
    const char *handle;
    const char *timezone;
};
extern const struct shape registration_shape;

struct login {
    const char *email;
    const char *password;
};
extern const struct shape login_shape;

struct password_change {
    const char *old_password;
    /* As for registering. */
    const char *new_password;
};
extern const struct shape password_change_shape;

struct mail_token {
    /* From the mail. */
    const char *token;
};
extern const struct shape mail_token_shape;

struct forgotten {
    const char *email;
};
extern const struct shape forgotten_shape;

struct password_reset {
    /* From the mail. */
    const char *token;
    /* As for registering. */
    const char *password;
};
extern const struct shape password_reset_shape;

struct email_change {
    /* False: the other address has to confirm as well. */
    bool done;
};
extern const struct shape email_change_shape;

struct refresh {
    const char *refresh_token;
};
extern const struct shape refresh_shape;

struct signed_in {
    struct user user;
    /* A JWT (ES256) for `Authorization: Bearer`. */
    const char *access_token;
    /* To be used once within 30 days; see `POST /auth/refresh`. */
    const char *refresh_token;
    const char *token_type;
    /* Seconds that the access token holds. */
    int64_t expires_in;
};
extern const struct shape signed_in_shape;

/* What the key may read and write. `write` is not `read`: a key with `write` alone is told the
 * `id` and `version` of what it changes, and nothing else. */
struct api_key_scopes {
    struct texts calendars;
    struct texts contacts;
    struct texts events;
    struct texts reminders;
    struct texts bookings;
    struct texts posts;
};
extern const struct shape api_key_scopes_shape;

struct api_key {
    struct uuid id;
    const char *name;
    struct api_key_scopes scopes;
    /* How the key begins, to tell it from others. */
    const char *prefix;
    bool has_expires_at;
    struct instant expires_at;
    /* To about a minute. */
    bool has_last_used_at;
    struct instant last_used_at;
    bool has_revoked_at;
    struct instant revoked_at;
    /* Its use does not change it. */
    int64_t version;
    struct instant created_at;
    struct instant updated_at;
};
extern const struct shape api_key_shape;

/* One page. */
struct api_key_list {
    struct {
        const struct api_key *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape api_key_list_shape;

struct api_key_made {
    struct uuid id;
    const char *name;
    struct api_key_scopes scopes;
    /* How the key begins, to tell it from others. */
    const char *prefix;
    bool has_expires_at;
    struct instant expires_at;
    /* To about a minute. */
    bool has_last_used_at;
    struct instant last_used_at;
    bool has_revoked_at;
    struct instant revoked_at;
    int64_t version;
    struct instant created_at;
    struct instant updated_at;
    /* For the header `X-API-Key`. It is shown here once and kept nowhere. */
    const char *key;
};
extern const struct shape api_key_made_shape;

struct agent_subjects {
    const char *noun;
    /* To subscribe for changes from now on, each at most once. */
    const char *live;
    /* To subscribe for the changes kept since the last time, in order, and then those from now
     * on. Of one connection at a time. */
    const char *push;
};
extern const struct shape agent_subjects_shape;

struct nats_credentials {
    /* The text of a `.creds` file, as NATS clients read it. It is shown here once and kept
     * nowhere. */
    const char *creds;
    /* Where to connect, as in `nats://host:4222`. */
    const char *server;
    /* One of each noun that the key may read now. When its scopes change, so do these. */
    struct {
        const struct agent_subjects *items;
        size_t count;
    } subjects;
    /* When the key ends. */
    bool has_expires_at;
    struct instant expires_at;
};
extern const struct shape nats_credentials_shape;

struct audit_entry {
    struct uuid id;
    /* `session.reissued`: a refresh token was sent again within ten seconds of its replacement
     * and gave other tokens; `session.reused`: it was sent later, so its session was ended.
     * `session.refused`: somebody tried to sign in, `password.refused`: to change the password,
     * without knowing it; the first ten within an hour. */
    const char *action;
    /* The key or the session. */
    bool has_object_id;
    struct uuid object_id;
    /* The session it was done with. */
    bool has_session_id;
    struct uuid session_id;
    /* Of the client. */
    const char *address;
    struct instant created_at;
};
extern const struct shape audit_entry_shape;

/* One page. */
struct audit_entry_list {
    struct {
        const struct audit_entry *items;
        size_t count;
    } data;
    /* The cursor of the next page; null on the last. */
    const char *next_cursor;
};
extern const struct shape audit_entry_list_shape;

struct ticket {
    /* For the query parameter of `GET /ws`. It serves once. */
    const char *ticket;
    /* Seconds that it holds. */
    int64_t expires_in;
};
extern const struct shape ticket_shape;

/* RFC 7517, RFC 7518 section 6.2. */
struct jwk {
    const char *kty;
    const char *crv;
    const char *x;
    const char *y;
    const char *kid;
    const char *alg;
    const char *use;
};
extern const struct shape jwk_shape;

struct jwks {
    struct {
        const struct jwk *items;
        size_t count;
    } keys;
};
extern const struct shape jwks_shape;

/* A mail about an account that is to be written; `auth.mail_contents` says to whom and what. */
struct account_mail {
    struct uuid id;
    struct uuid user_id;
    const char *kind;
    struct instant requested_at;
};
extern const struct shape account_mail_shape;

/* The position after the last mail that the asker has; zero and the nil id at first. */
struct account_mails_ask {
    int64_t after_xid;
    struct uuid after_id;
    int64_t limit;
};
extern const struct shape account_mails_ask_shape;

struct requested_mail {
    struct uuid id;
    struct uuid user_id;
    const char *kind;
    struct instant requested_at;
    /* The transaction that requested it. */
    int64_t xid;
};
extern const struct shape requested_mail_shape;

/* Mails that were requested after the position, as far back as auth keeps them (three days). */
struct account_mails {
    struct {
        const struct requested_mail *items;
        size_t count;
    } mails;
    int64_t next_xid;
    struct uuid next_id;
    bool more;
};
extern const struct shape account_mails_shape;

struct mail_contents_ask {
    /* Of the mails. */
    struct uuids ids;
};
extern const struct shape mail_contents_ask_shape;

/* When it is not wanted (any more), nothing else is said: it was used or refused, a newer
 * request takes its place, what it asks for is done, its account is gone, or it was requested
 * more than two days ago. */
struct mail_content {
    struct uuid id;
    bool wanted;
    /* As in `AccountMail`. */
    const char *kind;
    /* Where it goes. */
    const char *address;
    /* It is known that the person reads what comes to the address. */
    bool proved;
    /* The person's. */
    const char *name;
    /* The person's. */
    const char *timezone;
    bool has_requested_at;
    struct instant requested_at;
    /* Secret. Null in mails that only tell. */
    const char *token;
    /* Of the token. */
    bool has_expires_at;
    struct instant expires_at;
    /* Of a change of address: the one that this mail does not go to. */
    const char *other_address;
};
extern const struct shape mail_content_shape;

/* Of each mail that was asked for, but of those that another transaction holds just now; they
 * are to be asked for again. */
struct mail_contents {
    struct {
        const struct mail_content *items;
        size_t count;
    } mails;
};
extern const struct shape mail_contents_shape;

struct mail_recipient_ask {
    struct uuid user_id;
};
extern const struct shape mail_recipient_ask_shape;

/* When it is not wanted, because the account is gone or deactivated, nothing else is said. */
struct mail_recipient {
    bool wanted;
    /* Where it goes. */
    const char *address;
    /* It is known that the person reads what comes to the address. */
    bool proved;
    /* The person's. */
    const char *name;
    /* The person's. */
    const char *timezone;
};
extern const struct shape mail_recipient_shape;

struct agent_settle {
    /* Whose agents have changed; the answer comes when the NATS server knows. */
    struct uuid user_id;
    /* The agent of this key; null: all of them. */
    bool has_key_id;
    struct uuid key_id;
};
extern const struct shape agent_settle_shape;

/* The position after the last deletion that the asker has; zero and the nil id at first. */
struct departures_ask {
    int64_t after_xid;
    struct uuid after_id;
    int64_t limit;
};
extern const struct shape departures_ask_shape;

struct departure {
    struct uuid user_id;
    /* The transaction that deleted it. */
    int64_t xid;
};
extern const struct shape departure_shape;

/* Accounts that were deleted after the position, as far back as auth keeps them (30 days). */
struct departures {
    struct {
        const struct departure *items;
        size_t count;
    } departures;
    int64_t next_xid;
    struct uuid next_id;
    bool more;
};
extern const struct shape departures_shape;

struct standing_users_ask {
    struct uuids user_ids;
};
extern const struct shape standing_users_ask_shape;

struct standing_user {
    struct uuid user_id;
    /* No operator has stopped it. */
    bool is_active;
    const char *timezone;
    /* Of the account, as its changes are announced. */
    int64_t version;
};
extern const struct shape standing_user_shape;

struct standing_users {
    struct {
        const struct standing_user *items;
        size_t count;
    } users;
};
extern const struct shape standing_users_shape;

/* Ids and addresses, at most 500 of each; more are refused. */
struct users_ask {
    struct uuids ids;
    /* In whatever case, and with spaces around them. */
    struct texts emails;
};
extern const struct shape users_ask_shape;

struct found_user {
    struct uuid id;
    /* The person's name, or the handle of who has none. */
    const char *display_name;
    /* The address of the account is verified. Of who was found by address it always is. */
    bool verified;
    /* As it was asked; absent of who was found by id. */
    const char *email;
};
extern const struct shape found_user_shape;

/* One for each id, in the order in which they were asked, and then one for each address. What
 * has no active account is left out. */
struct users_found {
    struct {
        const struct found_user *items;
        size_t count;
    } users;
};
extern const struct shape users_found_shape;

struct keys_ask {
    struct uuids key_ids;
};
extern const struct shape keys_ask_shape;

struct standing_key {
    struct uuid key_id;
    /* Of the key, as its changes are announced. */
    int64_t version;
    /* As in `contacts:read`. */
    struct texts scopes;
};
extern const struct shape standing_key_shape;

struct standing_keys {
    struct {
        const struct standing_key *items;
        size_t count;
    } keys;
};
extern const struct shape standing_keys_shape;

struct activation {
    const char *email;
    /* False: nobody signs in, and every session and key of the account stops. */
    bool active;
};
extern const struct shape activation_shape;

struct ticket_ask {
    /* SHA-256 of the ticket in base64url. */
    const char *digest;
};
extern const struct shape ticket_ask_shape;

struct ticket_state {
    /* It had not been used, and its session stands. */
    bool active;
    /* Null when it is not active. */
    bool has_user_id;
    struct uuid user_id;
    bool has_session_id;
    struct uuid session_id;
    /* Seconds that what it opens holds without another token. */
    int64_t expires_in;
};
extern const struct shape ticket_state_shape;

struct session_ask {
    struct uuid session_id;
    struct uuid user_id;
};
extern const struct shape session_ask_shape;

struct session_state {
    /* The session stands and its account is neither deleted nor deactivated. */
    bool active;
    struct uuid user_id;
    /* The user's time zone; UTC when the session is not active. */
    const char *zone;
};
extern const struct shape session_state_shape;

struct key_ask {
    /* SHA-256 of the key in base64url. */
    const char *digest;
};
extern const struct shape key_ask_shape;

struct key_state {
    /* The key stands, and its account is neither deleted nor deactivated. */
    bool active;
    /* Null when the key is not active. */
    bool has_key_id;
    struct uuid key_id;
    bool has_user_id;
    struct uuid user_id;
    /* The user's time zone. */
    const char *zone;
    /* As in `contacts:read`. */
    struct texts scopes;
    /* How long the answer may be kept: a minute, or less when the key expires. */
    int64_t keep_ms;
};
extern const struct shape key_state_shape;

struct revocation {
    int64_t number;
    bool has_session_id;
    struct uuid session_id;
    /* Of an API key. Null like `session_id`: every session and key of the user. */
    bool has_key_id;
    struct uuid key_id;
    struct uuid user_id;
};
extern const struct shape revocation_shape;

/* Broadcast on `auth.heartbeat` four times a second by every replica. */
struct heartbeat {
    /* The clock of the database, by which tokens and keys expire. */
    struct instant now;
    /* Of the latest revocation; 0 before the first. Numbers have no gaps and are in commit
     * order. */
    int64_t number;
    /* The revocations of the last minute, at most the 64 newest, oldest first. */
    struct {
        const struct revocation *items;
        size_t count;
    } recent;
};
extern const struct shape heartbeat_shape;

struct auth_register_in {
    struct registration body;
};
extern const struct operation auth_register_operation;

struct auth_login_in {
    struct login body;
};
extern const struct operation auth_login_operation;

struct auth_refresh_in {
    struct refresh body;
};
extern const struct operation auth_refresh_operation;

struct auth_logout_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_logout_operation;

struct auth_logout_all_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_logout_all_operation;

struct auth_password_in {
    struct password_change body;
};
extern const struct operation auth_password_operation;

struct auth_verify_email_in {
    struct mail_token body;
};
extern const struct operation auth_verify_email_operation;

struct auth_verify_email_resend_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_verify_email_resend_operation;

struct auth_forgot_password_in {
    struct forgotten body;
};
extern const struct operation auth_forgot_password_operation;

struct auth_reset_password_in {
    struct password_reset body;
};
extern const struct operation auth_reset_password_operation;

struct auth_change_email_confirm_in {
    struct mail_token body;
};
extern const struct operation auth_change_email_confirm_operation;

struct auth_change_email_refuse_in {
    struct mail_token body;
};
extern const struct operation auth_change_email_refuse_operation;

struct auth_change_email_cancel_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_change_email_cancel_operation;

struct auth_me_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_me_operation;

struct auth_user_get_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_user_get_operation;

struct auth_user_replace_in {
    struct user body;
};
extern const struct operation auth_user_replace_operation;

struct auth_user_patch_in {
    struct patch body;
};
extern const struct operation auth_user_patch_operation;

struct auth_user_delete_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_user_delete_operation;

struct auth_audit_list_in {
    int64_t limit;
    const char *cursor;
};
extern const struct operation auth_audit_list_operation;

struct auth_api_key_list_in {
    int64_t limit;
    const char *cursor;
};
extern const struct operation auth_api_key_list_operation;

struct auth_api_key_create_in {
    struct api_key body;
};
extern const struct operation auth_api_key_create_operation;

struct auth_api_key_get_in {
    struct uuid id;
};
extern const struct operation auth_api_key_get_operation;

struct auth_api_key_patch_in {
    struct uuid id;
    struct patch body;
};
extern const struct operation auth_api_key_patch_operation;

struct auth_api_key_revoke_in {
    struct uuid id;
};
extern const struct operation auth_api_key_revoke_operation;

struct auth_agent_create_in {
    struct uuid id;
};
extern const struct operation auth_agent_create_operation;

struct auth_ticket_create_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_ticket_create_operation;

struct auth_jwks_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_jwks_operation;

struct auth_mail_contents_in {
    struct mail_contents_ask body;
};
extern const struct operation auth_mail_contents_operation;

struct auth_mail_recipient_in {
    struct mail_recipient_ask body;
};
extern const struct operation auth_mail_recipient_operation;

struct auth_account_mails_in {
    struct account_mails_ask body;
};
extern const struct operation auth_account_mails_operation;

struct auth_departures_in {
    struct departures_ask body;
};
extern const struct operation auth_departures_operation;

struct auth_users_standing_in {
    struct standing_users_ask body;
};
extern const struct operation auth_users_standing_operation;

struct auth_api_keys_standing_in {
    struct keys_ask body;
};
extern const struct operation auth_api_keys_standing_operation;

struct auth_users_lookup_in {
    struct users_ask body;
};
extern const struct operation auth_users_lookup_operation;

struct auth_keys_in {
    char unused; /* it takes nothing */
};
extern const struct operation auth_keys_operation;

struct auth_session_in {
    struct session_ask body;
};
extern const struct operation auth_session_operation;

struct auth_api_key_in {
    struct key_ask body;
};
extern const struct operation auth_api_key_operation;

struct auth_ticket_use_in {
    struct ticket_ask body;
};
extern const struct operation auth_ticket_use_operation;

struct auth_user_activate_in {
    struct activation body;
};
extern const struct operation auth_user_activate_operation;

struct auth_agent_settle_in {
    struct agent_settle body;
};
extern const struct operation auth_agent_settle_operation;

enum auth_message {
    AUTH_REGISTER,
    AUTH_LOGIN,
    AUTH_REFRESH,
    AUTH_LOGOUT,
    AUTH_LOGOUT_ALL,
    AUTH_PASSWORD,
    AUTH_VERIFY_EMAIL,
    AUTH_VERIFY_EMAIL_RESEND,
    AUTH_FORGOT_PASSWORD,
    AUTH_RESET_PASSWORD,
    AUTH_CHANGE_EMAIL_CONFIRM,
    AUTH_CHANGE_EMAIL_REFUSE,
    AUTH_CHANGE_EMAIL_CANCEL,
    AUTH_ME,
    AUTH_USER_GET,
    AUTH_USER_REPLACE,
    AUTH_USER_PATCH,
    AUTH_USER_DELETE,
    AUTH_AUDIT_LIST,
    AUTH_API_KEY_LIST,
    AUTH_API_KEY_CREATE,
    AUTH_API_KEY_GET,
    AUTH_API_KEY_PATCH,
    AUTH_API_KEY_REVOKE,
    AUTH_AGENT_CREATE,
    AUTH_TICKET_CREATE,
    AUTH_JWKS,
    AUTH_MAIL_CONTENTS,
    AUTH_MAIL_RECIPIENT,
    AUTH_ACCOUNT_MAILS,
    AUTH_DEPARTURES,
    AUTH_USERS_STANDING,
    AUTH_API_KEYS_STANDING,
    AUTH_USERS_LOOKUP,
    AUTH_KEYS,
    AUTH_SESSION,
    AUTH_API_KEY,
    AUTH_TICKET_USE,
    AUTH_USER_ACTIVATE,
    AUTH_AGENT_SETTLE,
    AUTH_MESSAGES
};

extern const struct service_api auth_api;

/* POST /auth/register */
enum err auth_register(struct request *rq, const struct auth_register_in *in, struct signed_in *out);
/* POST /auth/login */
enum err auth_login(struct request *rq, const struct auth_login_in *in, struct signed_in *out);
/* POST /auth/refresh */
enum err auth_refresh(struct request *rq, const struct auth_refresh_in *in, struct signed_in *out);
/* POST /auth/logout */
enum err auth_logout(struct request *rq, const struct auth_logout_in *in);
/* POST /auth/logout-all */
enum err auth_logout_all(struct request *rq, const struct auth_logout_all_in *in);
/* POST /auth/password */
enum err auth_password(struct request *rq, const struct auth_password_in *in, struct signed_in *out);
/* POST /auth/verify-email */
enum err auth_verify_email(struct request *rq, const struct auth_verify_email_in *in);
/* POST /auth/verify-email/resend */
enum err auth_verify_email_resend(struct request *rq, const struct auth_verify_email_resend_in *in);
/* POST /auth/forgot-password */
enum err auth_forgot_password(struct request *rq, const struct auth_forgot_password_in *in);
/* POST /auth/reset-password */
enum err auth_reset_password(struct request *rq, const struct auth_reset_password_in *in);
/* POST /auth/change-email/confirm */
enum err auth_change_email_confirm(struct request *rq, const struct auth_change_email_confirm_in *in, struct email_change *out);
/* POST /auth/change-email/refuse */
enum err auth_change_email_refuse(struct request *rq, const struct auth_change_email_refuse_in *in);
/* POST /auth/change-email/cancel */
enum err auth_change_email_cancel(struct request *rq, const struct auth_change_email_cancel_in *in);
/* GET /auth/me */
enum err auth_me(struct request *rq, const struct auth_me_in *in, struct user *out);
/* GET /users/me */
enum err auth_user_get(struct request *rq, const struct auth_user_get_in *in, struct user *out);
/* PUT /users/me */
enum err auth_user_replace(struct request *rq, const struct auth_user_replace_in *in, struct user *out);
/* PATCH /users/me */
enum err auth_user_patch(struct request *rq, const struct auth_user_patch_in *in, struct user *out);
/* DELETE /users/me */
enum err auth_user_delete(struct request *rq, const struct auth_user_delete_in *in);
/* GET /users/me/audit */
enum err auth_audit_list(struct request *rq, const struct auth_audit_list_in *in, struct audit_entry_list *out);
/* GET /api-keys */
enum err auth_api_key_list(struct request *rq, const struct auth_api_key_list_in *in, struct api_key_list *out);
/* POST /api-keys */
enum err auth_api_key_create(struct request *rq, const struct auth_api_key_create_in *in, struct api_key_made *out);
/* GET /api-keys/{id} */
enum err auth_api_key_get(struct request *rq, const struct auth_api_key_get_in *in, struct api_key *out);
/* PATCH /api-keys/{id} */
enum err auth_api_key_patch(struct request *rq, const struct auth_api_key_patch_in *in, struct api_key *out);
/* DELETE /api-keys/{id} */
enum err auth_api_key_revoke(struct request *rq, const struct auth_api_key_revoke_in *in);
/* POST /api-keys/{id}/nats-credentials */
enum err auth_agent_create(struct request *rq, const struct auth_agent_create_in *in, struct nats_credentials *out);
/* POST /auth/ws-ticket */
enum err auth_ticket_create(struct request *rq, const struct auth_ticket_create_in *in, struct ticket *out);
/* GET /.well-known/jwks.json */
enum err auth_jwks(struct request *rq, const struct auth_jwks_in *in, struct jwks *out);
/* on the bus, for delivery */
enum err auth_mail_contents(struct request *rq, const struct auth_mail_contents_in *in, struct mail_contents *out);
/* on the bus, for delivery */
enum err auth_mail_recipient(struct request *rq, const struct auth_mail_recipient_in *in, struct mail_recipient *out);
/* on the bus, for delivery */
enum err auth_account_mails(struct request *rq, const struct auth_account_mails_in *in, struct account_mails *out);
/* on the bus, for calendar, contact, delivery, event, reminder */
enum err auth_departures(struct request *rq, const struct auth_departures_in *in, struct departures *out);
/* on the bus, for delivery, reminder */
enum err auth_users_standing(struct request *rq, const struct auth_users_standing_in *in, struct standing_users *out);
/* on the bus, for delivery */
enum err auth_api_keys_standing(struct request *rq, const struct auth_api_keys_standing_in *in, struct standing_keys *out);
/* on the bus, for calendar, event */
enum err auth_users_lookup(struct request *rq, const struct auth_users_lookup_in *in, struct users_found *out);
/* on the bus, for gateway */
enum err auth_keys(struct request *rq, const struct auth_keys_in *in, struct jwks *out);
/* on the bus, for gateway */
enum err auth_session(struct request *rq, const struct auth_session_in *in, struct session_state *out);
/* on the bus, for gateway */
enum err auth_api_key(struct request *rq, const struct auth_api_key_in *in, struct key_state *out);
/* on the bus, for gateway */
enum err auth_ticket_use(struct request *rq, const struct auth_ticket_use_in *in, struct ticket_state *out);
/* on the bus, for admin */
enum err auth_user_activate(struct request *rq, const struct auth_user_activate_in *in, struct user *out);
/* on the bus, for auth */
enum err auth_agent_settle(struct request *rq, const struct auth_agent_settle_in *in);

#endif
