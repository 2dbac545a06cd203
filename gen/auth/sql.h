/* Made by tools/gen from services/auth/auth.sql. Do not edit. */
/* clang-format off */
#ifndef GEN_AUTH_SQL_H
#define GEN_AUTH_SQL_H

#include "gen/auth/api.h"
#include "shared/db/db.h"
#include "shared/base/bytes.h"

/* No row is affected when the handle is or was in use. */
struct sql_handle_take {
    const char *handle;
};
enum err sql_handle_take(struct request *rq, const struct sql_handle_take *q, int64_t *affected) __attribute__((warn_unused_result));

/* No row when the address has an account. */
struct sql_user_insert {
    const struct registration *registration;
    struct uuid id;
    const char *email;
    const char *handle;
    const char *password_hash;
};
enum err sql_user_insert(struct request *rq, const struct sql_user_insert *q, struct user *row) __attribute__((warn_unused_result));

struct sql_credentials_find_row {
    struct uuid id;
    const char *password_hash;
    bool is_active;
};
struct sql_credentials_find {
    const char *email;
};
enum err sql_credentials_find(struct request *rq, const struct sql_credentials_find *q, struct sql_credentials_find_row *row) __attribute__((warn_unused_result));

struct sql_login_failures_find_row {
    int64_t thousandths;
    bool is_trusted;
};
struct sql_login_failures_find {
    int64_t fall_s;
    struct bytes name;
};
enum err sql_login_failures_find(struct request *rq, const struct sql_login_failures_find *q, struct sql_login_failures_find_row *row) __attribute__((warn_unused_result));

struct sql_login_failure_note {
    struct bytes name;
    int64_t fall_s;
};
enum err sql_login_failure_note(struct request *rq, const struct sql_login_failure_note *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_login_trust {
    struct bytes name;
};
enum err sql_login_trust(struct request *rq, const struct sql_login_trust *q, int64_t *affected) __attribute__((warn_unused_result));

/* Not over a password that was changed meanwhile. */
struct sql_password_rehash {
    const char *fresh;
    struct uuid id;
    const char *stale;
};
enum err sql_password_rehash(struct request *rq, const struct sql_password_rehash *q, int64_t *affected) __attribute__((warn_unused_result));

/* The lock: an account that is ending now ends this session too, or is seen here as ended. With
 * a hash: no row when the password was changed since it was compared. */
struct sql_session_open {
    struct uuid id;
    struct uuid user_id;
    const char *password_hash;
};
enum err sql_session_open(struct request *rq, const struct sql_session_open *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_refresh_token_insert_row {
    struct instant issued_at;
};
struct sql_refresh_token_insert {
    struct bytes token_hash;
    struct uuid session_id;
};
enum err sql_refresh_token_insert(struct request *rq, const struct sql_refresh_token_insert *q, struct sql_refresh_token_insert_row *row) __attribute__((warn_unused_result));

/* No row when the token is unknown or expired, or its session has ended. Of several at once the
 * first replaces the token and the others, some of which began before it did, find it replaced. */
struct sql_refresh_token_use_row {
    struct uuid session_id;
    struct uuid user_id;
    int64_t reuses;
    bool is_recent;
};
struct sql_refresh_token_use {
    struct bytes token_hash;
};
enum err sql_refresh_token_use(struct request *rq, const struct sql_refresh_token_use *q, struct sql_refresh_token_use_row *row) __attribute__((warn_unused_result));

/* No row is affected when the session ended meanwhile. */
struct sql_session_extend {
    struct uuid id;
};
enum err sql_session_extend(struct request *rq, const struct sql_session_extend *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_session_end {
    struct uuid id;
    struct uuid user_id;
};
enum err sql_session_end(struct request *rq, const struct sql_session_end *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_sessions_end {
    struct uuid user_id;
};
enum err sql_sessions_end(struct request *rq, const struct sql_sessions_end *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_password_find_row {
    const char *email;
    const char *password_hash;
};
struct sql_password_find {
    struct uuid id;
};
enum err sql_password_find(struct request *rq, const struct sql_password_find *q, struct sql_password_find_row *row) __attribute__((warn_unused_result));

/* The last statement of its transaction: the counter's row is locked from here to the commit. */
struct sql_revoke_row {
    int64_t number;
};
struct sql_revoke {
    struct uuid user_id;
    bool has_session_id;
    struct uuid session_id;
    bool has_key_id;
    struct uuid key_id;
};
enum err sql_revoke(struct request *rq, const struct sql_revoke *q, struct sql_revoke_row *row) __attribute__((warn_unused_result));

struct sql_user_find {
    struct uuid id;
};
enum err sql_user_find(struct request *rq, const struct sql_user_find *q, struct user *row) __attribute__((warn_unused_result));

struct sql_user_lock {
    struct uuid id;
};
enum err sql_user_lock(struct request *rq, const struct sql_user_lock *q, struct user *row) __attribute__((warn_unused_result));

/* Another address is another matter: email_change_begin. */
struct sql_user_update {
    const struct user *user;
};
enum err sql_user_update(struct request *rq, const struct sql_user_update *q, struct user *row) __attribute__((warn_unused_result));

/* The trigger users_end ends and revokes the sessions. */
struct sql_user_delete {
    struct uuid id;
};
enum err sql_user_delete(struct request *rq, const struct sql_user_delete *q, struct user *row) __attribute__((warn_unused_result));

/* Only what is older than every running transaction: one that still runs may commit with a lower
 * number than what is already visible, and would be skipped for ever. */
struct sql_departures {
    int64_t after_xid;
    struct uuid after_id;
    int64_t most;
};
enum err sql_departures(struct request *rq, const struct sql_departures *q, struct departure **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_users_by_id {
    struct uuids ids;
};
enum err sql_users_by_id(struct request *rq, const struct sql_users_by_id *q, struct found_user **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_users_by_email {
    struct texts emails;
};
enum err sql_users_by_email(struct request *rq, const struct sql_users_by_email *q, struct found_user **rows, size_t *count) __attribute__((warn_unused_result));

/* No row when it is so already. The trigger users_end ends and revokes the sessions. */
struct sql_user_activate {
    bool active;
    const char *email;
};
enum err sql_user_activate(struct request *rq, const struct sql_user_activate *q, struct user *row) __attribute__((warn_unused_result));

struct sql_account_mail_insert_row {
    struct instant requested_at;
};
struct sql_account_mail_insert {
    struct uuid id;
    struct uuid user_id;
    const char *kind;
    const char *address;
    const char *other;
    bool has_change_id;
    struct uuid change_id;
    bool proved;
};
enum err sql_account_mail_insert(struct request *rq, const struct sql_account_mail_insert *q, struct sql_account_mail_insert_row *row) __attribute__((warn_unused_result));

/* How many of a kind the account had within an hour, and when the first of the last five leaves
 * it. Of a user whose row is locked, so that two at once do not both get the last place. */
struct sql_account_mails_recent_row {
    int64_t number;
    int64_t wait_s;
};
struct sql_account_mails_recent {
    struct uuid user_id;
    const char *kind;
    int64_t most;
};
enum err sql_account_mails_recent(struct request *rq, const struct sql_account_mails_recent *q, struct sql_account_mails_recent_row *row) __attribute__((warn_unused_result));

/* What becomes of a token is decided where it is used; here is whether it is worth sending. */
struct sql_mail_contents {
    struct uuids ids;
};
enum err sql_mail_contents(struct request *rq, const struct sql_mail_contents *q, struct mail_content **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_users_standing {
    struct uuids user_ids;
};
enum err sql_users_standing(struct request *rq, const struct sql_users_standing *q, struct standing_user **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_mail_recipient_row {
    const char *email;
    bool proved;
    const char *name;
    const char *timezone;
};
struct sql_mail_recipient {
    struct uuid user_id;
};
enum err sql_mail_recipient(struct request *rq, const struct sql_mail_recipient *q, struct sql_mail_recipient_row *row) __attribute__((warn_unused_result));

/* No row of those that ended meanwhile, or that another transaction holds. `hashes` are
 * hexadecimal. */
struct sql_mail_tokens_put_row {
    struct uuid id;
    bool has_expires_at;
    struct instant expires_at;
};
struct sql_mail_tokens_put {
    struct uuids ids;
    struct texts hashes;
};
enum err sql_mail_tokens_put(struct request *rq, const struct sql_mail_tokens_put *q, struct sql_mail_tokens_put_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Whose it is, before anything is locked. */
struct sql_mail_token_find_row {
    struct uuid id;
    struct uuid user_id;
    const char *kind;
    const char *address;
};
struct sql_mail_token_find {
    struct bytes token_hash;
};
enum err sql_mail_token_find(struct request *rq, const struct sql_mail_token_find *q, struct sql_mail_token_find_row *row) __attribute__((warn_unused_result));

/* Of a user whose row is locked. No row is affected when another has used it, it has expired, or
 * the account is not what it was requested for. */
struct sql_mail_token_use {
    struct uuid id;
};
enum err sql_mail_token_use(struct request *rq, const struct sql_mail_token_use *q, int64_t *affected) __attribute__((warn_unused_result));

/* Those of these kinds. */
struct sql_mail_tokens_end {
    struct uuid user_id;
    struct texts kinds;
};
enum err sql_mail_tokens_end(struct request *rq, const struct sql_mail_tokens_end *q, int64_t *affected) __attribute__((warn_unused_result));

/* As for departures. */
struct sql_account_mails_told {
    int64_t after_xid;
    struct uuid after_id;
    int64_t most;
};
enum err sql_account_mails_told(struct request *rq, const struct sql_account_mails_told *q, struct requested_mail **rows, size_t *count) __attribute__((warn_unused_result));

enum err sql_account_mails_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

struct sql_email_verify {
    struct uuid id;
};
enum err sql_email_verify(struct request *rq, const struct sql_email_verify *q, struct user *row) __attribute__((warn_unused_result));

/* No row is affected when one waits for more than a minute: the job is behind, or what it
 * announces is not taken. */
struct sql_reset_ask_insert {
    struct uuid id;
    const char *typed;
    const char *network;
};
enum err sql_reset_ask_insert(struct request *rq, const struct sql_reset_ask_insert *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_reset_ask_take_row {
    const char *typed;
    const char *network;
};
enum err sql_reset_ask_take(struct request *rq, struct sql_reset_ask_take_row *row) __attribute__((warn_unused_result));

struct sql_forgetful_lock {
    const char *email;
};
enum err sql_forgetful_lock(struct request *rq, const struct sql_forgetful_lock *q, struct user *row) __attribute__((warn_unused_result));

/* Who read the mail has the address, and a change of it that somebody else may have begun is
 * over. */
struct sql_password_reset {
    const char *fresh;
    struct uuid id;
};
enum err sql_password_reset(struct request *rq, const struct sql_password_reset *q, struct user *row) __attribute__((warn_unused_result));

/* With the rest of the account. What was confirmed of the same change stays so. */
struct sql_email_change_begin {
    const struct user *user;
    struct uuid change_id;
};
enum err sql_email_change_begin(struct request *rq, const struct sql_email_change_begin *q, struct user *row) __attribute__((warn_unused_result));

/* Of a user whose row is locked. */
struct sql_email_change_find_row {
    bool has_pending_id;
    struct uuid pending_id;
    bool old_confirmed;
    bool new_confirmed;
};
struct sql_email_change_find {
    struct uuid id;
};
enum err sql_email_change_find(struct request *rq, const struct sql_email_change_find *q, struct sql_email_change_find_row *row) __attribute__((warn_unused_result));

struct sql_email_change_note {
    bool by_old;
    struct uuid id;
};
enum err sql_email_change_note(struct request *rq, const struct sql_email_change_note *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_email_change_finish {
    struct uuid id;
};
enum err sql_email_change_finish(struct request *rq, const struct sql_email_change_finish *q, struct user *row) __attribute__((warn_unused_result));

/* No row when there is none. */
struct sql_email_change_drop {
    struct uuid id;
};
enum err sql_email_change_drop(struct request *rq, const struct sql_email_change_drop *q, struct user *row) __attribute__((warn_unused_result));

struct sql_email_change_expired_row {
    struct uuid id;
};
enum err sql_email_change_expired(struct request *rq, struct sql_email_change_expired_row *row) __attribute__((warn_unused_result));

/* No row when the session or its account has ended. */
struct sql_session_zone_row {
    const char *zone;
};
struct sql_session_zone {
    struct uuid session_id;
    struct uuid user_id;
};
enum err sql_session_zone(struct request *rq, const struct sql_session_zone *q, struct sql_session_zone_row *row) __attribute__((warn_unused_result));

/* Of a user whose row is locked, so that two at once do not both get the last place. */
struct sql_api_keys_active_row {
    int64_t number;
};
struct sql_api_keys_active {
    struct uuid user_id;
};
enum err sql_api_keys_active(struct request *rq, const struct sql_api_keys_active *q, struct sql_api_keys_active_row *row) __attribute__((warn_unused_result));

/* By the clock that ends it. */
struct sql_api_key_ends_later_row {
    bool later;
};
struct sql_api_key_ends_later {
    struct instant expires_at;
};
enum err sql_api_key_ends_later(struct request *rq, const struct sql_api_key_ends_later *q, struct sql_api_key_ends_later_row *row) __attribute__((warn_unused_result));

struct sql_api_key_found {
    struct api_key api_key;
    struct texts granted;
};
struct sql_api_key_insert {
    const struct api_key *api_key;
    struct uuid id;
    struct uuid user_id;
    struct bytes key_hash;
    const char *prefix;
    struct texts scopes;
};
enum err sql_api_key_insert(struct request *rq, const struct sql_api_key_insert *q, struct sql_api_key_found *row) __attribute__((warn_unused_result));

struct sql_api_key_page {
    struct uuid user_id;
    struct uuid after_id;
    int64_t rows;
};
enum err sql_api_key_page(struct request *rq, const struct sql_api_key_page *q, struct sql_api_key_found **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_api_key_find {
    struct uuid id;
    struct uuid user_id;
};
enum err sql_api_key_find(struct request *rq, const struct sql_api_key_find *q, struct sql_api_key_found *row) __attribute__((warn_unused_result));

struct sql_api_key_lock {
    struct uuid id;
    struct uuid user_id;
};
enum err sql_api_key_lock(struct request *rq, const struct sql_api_key_lock *q, struct sql_api_key_found *row) __attribute__((warn_unused_result));

struct sql_api_key_update {
    const struct api_key *api_key;
    struct texts scopes;
};
enum err sql_api_key_update(struct request *rq, const struct sql_api_key_update *q, struct sql_api_key_found *row) __attribute__((warn_unused_result));

struct sql_api_key_revoke {
    struct uuid id;
    struct uuid user_id;
};
enum err sql_api_key_revoke(struct request *rq, const struct sql_api_key_revoke *q, struct sql_api_key_found *row) __attribute__((warn_unused_result));

struct sql_api_keys_end {
    struct uuid user_id;
};
enum err sql_api_keys_end(struct request *rq, const struct sql_api_keys_end *q, struct sql_api_key_found **rows, size_t *count) __attribute__((warn_unused_result));

/* No row when the key or its account has ended. Its use is noted at most once a minute. */
struct sql_api_key_use_row {
    struct uuid id;
    struct uuid user_id;
    struct texts scopes;
    const char *zone;
    int64_t keep_ms;
};
struct sql_api_key_use {
    struct bytes key_hash;
};
enum err sql_api_key_use(struct request *rq, const struct sql_api_key_use *q, struct sql_api_key_use_row *row) __attribute__((warn_unused_result));

/* By the clock that ends them. */
struct sql_api_keys_standing {
    struct uuids key_ids;
};
enum err sql_api_keys_standing(struct request *rq, const struct sql_api_keys_standing *q, struct standing_key **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_ticket_insert {
    struct bytes token_hash;
    struct uuid session_id;
};
enum err sql_ticket_insert(struct request *rq, const struct sql_ticket_insert *q, int64_t *affected) __attribute__((warn_unused_result));

/* No row when it was used, its minute is over, or its session has ended. */
struct sql_ticket_use_row {
    struct uuid session_id;
    struct uuid user_id;
};
struct sql_ticket_use {
    struct bytes token_hash;
};
enum err sql_ticket_use(struct request *rq, const struct sql_ticket_use *q, struct sql_ticket_use_row *row) __attribute__((warn_unused_result));

struct sql_audit_insert {
    struct uuid id;
    struct uuid user_id;
    const char *action;
    bool has_object_id;
    struct uuid object_id;
    bool has_session_id;
    struct uuid session_id;
    const char *address;
};
enum err sql_audit_insert(struct request *rq, const struct sql_audit_insert *q, int64_t *affected) __attribute__((warn_unused_result));

/* Ten an hour of each user are enough, and no flood of guesses fills the table. A nil id: none. */
struct sql_audit_refusal_insert {
    struct uuid id;
    const char *action;
    const char *address;
    struct uuid user_id;
};
enum err sql_audit_refusal_insert(struct request *rq, const struct sql_audit_refusal_insert *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_audit_page {
    struct uuid user_id;
    struct uuid before_id;
    int64_t rows;
};
enum err sql_audit_page(struct request *rq, const struct sql_audit_page *q, struct audit_entry **rows, size_t *count) __attribute__((warn_unused_result));

/* One statement, so that the latest number and the list are of one moment. One row without a
 * revocation when none is recent. */
struct sql_revocations_newest_row {
    int64_t latest;
    struct instant now;
    bool has_number;
    int64_t number;
    bool has_session_id;
    struct uuid session_id;
    bool has_key_id;
    struct uuid key_id;
    bool has_user_id;
    struct uuid user_id;
};
enum err sql_revocations_newest(struct request *rq, struct sql_revocations_newest_row **rows, size_t *count) __attribute__((warn_unused_result));

/* An array, here and below, so that each row is looked up by the index whatever the planner
 * estimates. */
enum err sql_refresh_tokens_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

enum err sql_tickets_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

struct sql_sessions_purge {
    struct instant now;
};
enum err sql_sessions_purge(struct request *rq, const struct sql_sessions_purge *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_api_keys_purge {
    struct instant now;
};
enum err sql_api_keys_purge(struct request *rq, const struct sql_api_keys_purge *q, int64_t *affected) __attribute__((warn_unused_result));

enum err sql_login_failures_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

/* The handle stays taken. */
struct sql_users_purge {
    struct instant now;
};
enum err sql_users_purge(struct request *rq, const struct sql_users_purge *q, int64_t *affected) __attribute__((warn_unused_result));

/* What can be in no cache any more. */
enum err sql_revocations_purge(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

/* The credentials given before end. Whoever makes them tells the server; not before that has had
 * its time is the row due. */
struct sql_agent_account {
    struct uuid key_id;
    struct uuid user_id;
    const char *account;
};
enum err sql_agent_account(struct request *rq, const struct sql_agent_account *q, int64_t *affected) __attribute__((warn_unused_result));

/* The other keys, which stand and have credentials, of a user whose row is locked. */
struct sql_agents_standing_row {
    int64_t number;
};
struct sql_agents_standing {
    struct uuid user_id;
    struct uuid key_id;
};
enum err sql_agents_standing(struct request *rq, const struct sql_agents_standing *q, struct sql_agents_standing_row *row) __attribute__((warn_unused_result));

/* The newest first, so that a revocation does not wait while the server is told of all agents
 * again. */
struct sql_agents_due_row {
    struct uuid key_id;
};
enum err sql_agents_due(struct request *rq, struct sql_agents_due_row **rows, size_t *count) __attribute__((warn_unused_result));

/* Of one key, or all of the user's. */
struct sql_agents_due_of_row {
    struct uuid key_id;
};
struct sql_agents_due_of {
    struct uuid user_id;
    bool has_key_id;
    struct uuid key_id;
};
enum err sql_agents_due_of(struct request *rq, const struct sql_agents_due_of *q, struct sql_agents_due_of_row **rows, size_t *count) __attribute__((warn_unused_result));

struct sql_agent_find_row {
    struct uuid user_id;
    const char *account;
    struct texts former;
    int64_t version;
    struct instant changed_at;
};
struct sql_agent_find {
    struct uuid key_id;
};
enum err sql_agent_find(struct request *rq, const struct sql_agent_find *q, struct sql_agent_find_row *row) __attribute__((warn_unused_result));

/* No row when the key has ended for good. */
struct sql_agent_wanted_row {
    struct texts scopes;
    bool has_expires_at;
    struct instant expires_at;
    bool is_active;
};
struct sql_agent_wanted {
    struct uuid key_id;
};
enum err sql_agent_wanted(struct request *rq, const struct sql_agent_wanted *q, struct sql_agent_wanted_row *row) __attribute__((warn_unused_result));

/* Unless it has changed since it was read. */
struct sql_agent_settled {
    bool has_expires_at;
    struct instant expires_at;
    struct uuid key_id;
    int64_t version;
};
enum err sql_agent_settled(struct request *rq, const struct sql_agent_settled *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_agent_postpone {
    int64_t seconds;
    struct uuid key_id;
};
enum err sql_agent_postpone(struct request *rq, const struct sql_agent_postpone *q, int64_t *affected) __attribute__((warn_unused_result));

struct sql_agent_forget {
    struct uuid key_id;
    int64_t version;
};
enum err sql_agent_forget(struct request *rq, const struct sql_agent_forget *q, int64_t *affected) __attribute__((warn_unused_result));

/* Not those that are locked, because what changes them makes them due. */
enum err sql_agents_again(struct request *rq, int64_t *affected) __attribute__((warn_unused_result));

extern const struct statements auth_sql;

#endif
