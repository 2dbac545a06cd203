-- The queries of the auth service, in the order of the handlers that ask them.
--
-- Rows are locked in this order, so that no two transactions wait for each other: login_failures, handles, reset_asks,
-- users, account_mails, refresh_tokens, sessions, api_keys, agents, revocation_counter.  A transaction that has locked an account's row may lock
-- the account's mails, sessions, keys and agents in any order, and a purge what nobody can use any more.

-- fragment: user
id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at

-- fragment: api_key
id, name, prefix, expires_at, last_used_at, revoked_at, version, created_at, updated_at, scopes AS granted

-- name: handle_take :exec
-- plan: none
-- buffers: 80
-- No row is affected when the handle is or was in use.
INSERT INTO handles (handle) VALUES (:handle) ON CONFLICT DO NOTHING

-- name: user_insert :one user
-- plan: none
-- buffers: 40
-- No row when the address has an account.
INSERT INTO users (id, email, handle, password_hash, name, timezone)
VALUES (:id, :email, :handle, :password_hash, :registration.name, :registration.timezone)
ON CONFLICT (email) WHERE deleted_at IS NULL DO NOTHING
RETURNING {user}

-- name: credentials_find :one
-- plan: users_email
-- buffers: 15
SELECT id, password_hash, is_active FROM users WHERE email = :email AND deleted_at IS NULL

-- name: login_failures_find :one
-- plan: login_failures_pkey
-- buffers: 15
SELECT (greatest(0, level - extract(epoch FROM now() - at) / :fall_s::bigint) * 1000)::bigint AS thousandths,
       coalesce(trusted_until > now(), false) AS is_trusted
FROM login_failures WHERE name = :name

-- name: login_failure_note :exec
-- plan: none
-- buffers: 40
INSERT INTO login_failures AS f (name, level) VALUES (:name, 1)
ON CONFLICT (name) DO UPDATE
SET level = greatest(0, f.level - extract(epoch FROM now() - f.at) / :fall_s::bigint) + 1, at = now(),
    keep_until = greatest(f.keep_until, now() + interval '1 day')

-- name: login_trust :exec
-- plan: none
-- buffers: 25
INSERT INTO login_failures (name, level, trusted_until, keep_until)
VALUES (:name, 0, now() + interval '30 days', now() + interval '30 days')
ON CONFLICT (name) DO UPDATE
SET level = 0, at = now(), trusted_until = excluded.trusted_until, keep_until = excluded.keep_until

-- name: password_rehash :exec
-- plan: users_pkey
-- buffers: 40
-- Not over a password that was changed meanwhile.
UPDATE users SET password_hash = :fresh WHERE id = :id AND password_hash = :stale

-- name: session_open :exec
-- plan: users_pkey
-- buffers: 90
-- The lock: an account that is ending now ends this session too, or is seen here as ended.  With a hash:
-- no row when the password was changed since it was compared.
INSERT INTO sessions (id, user_id)
SELECT :id, id FROM users
WHERE id = :user_id AND (is_active AND deleted_at IS NULL) IS TRUE
  AND password_hash = coalesce(:password_hash?, password_hash)
FOR SHARE

-- name: refresh_token_insert :one
-- plan: none
-- buffers: 80
INSERT INTO refresh_tokens (token_hash, session_id) VALUES (:token_hash, :session_id) RETURNING clock_timestamp() AS issued_at

-- name: refresh_token_use :one
-- plan: refresh_tokens_pkey, sessions_pkey, sessions_pkey
-- buffers: 40
-- No row when the token is unknown or expired, or its session has ended.  Of several at once the first replaces the token
-- and the others, some of which began before it did, find it replaced.
UPDATE refresh_tokens t
SET replaced_at = coalesce(t.replaced_at, now()), reuses = t.reuses + (t.replaced_at IS NOT NULL)::integer
WHERE t.token_hash = :token_hash AND (t.expires_at > now()) IS TRUE
  AND (SELECT s.ended_at IS NULL FROM sessions s WHERE s.id = t.session_id)
RETURNING t.session_id, (SELECT s.user_id FROM sessions s WHERE s.id = t.session_id) AS user_id, t.reuses,
          t.replaced_at BETWEEN now() - interval '10 seconds' AND now() + interval '10 seconds' AS is_recent

-- name: session_extend :exec
-- plan: sessions_pkey
-- buffers: 30
-- No row is affected when the session ended meanwhile.
UPDATE sessions SET expires_at = now() + interval '30 days' WHERE id = :id AND ended_at IS NULL

-- name: session_end :exec
-- plan: sessions_pkey
-- buffers: 35
UPDATE sessions SET ended_at = now() WHERE id = :id AND (user_id = :user_id AND ended_at IS NULL) IS TRUE

-- name: sessions_end :exec
-- plan: sessions_user
-- buffers: 50
UPDATE sessions SET ended_at = now() WHERE user_id = :user_id AND ended_at IS NULL

-- name: password_find :one
-- plan: users_pkey
-- buffers: 15
SELECT email, password_hash FROM users WHERE id = :id AND (is_active AND deleted_at IS NULL) IS TRUE

-- name: revoke :one
-- plan: none
-- buffers: 90
-- The last statement of its transaction: the counter's row is locked from here to the commit.
SELECT revoke(:user_id, :session_id?, :key_id?) AS number

-- name: user_find :one user
-- plan: users_pkey
-- buffers: 15
SELECT {user}
FROM users WHERE id = :id AND (deleted_at IS NULL) IS TRUE

-- name: user_lock :one user
-- plan: users_pkey
-- buffers: 15
SELECT {user}
FROM users WHERE id = :id AND (deleted_at IS NULL) IS TRUE
FOR NO KEY UPDATE

-- name: user_update :one user
-- plan: users_pkey
-- buffers: 35
-- Another address is another matter: email_change_begin.
UPDATE users
SET name = :user.name, timezone = :user.timezone, version = version + 1, updated_at = now()
WHERE id = :user.id AND (deleted_at IS NULL) IS TRUE
RETURNING {user}

-- name: user_delete :one user
-- plan: users_pkey
-- buffers: 35
-- The trigger users_end ends and revokes the sessions.
UPDATE users SET deleted_at = now(), deleted_xid = pg_current_xact_id(), version = version + 1, updated_at = now()
WHERE id = :id AND (deleted_at IS NULL) IS TRUE
RETURNING {user}

-- name: departures :many departure
-- plan: users_departed
-- buffers: 300
-- Only what is older than every running transaction: one that still runs may commit with a lower number than what is
-- already visible, and would be skipped for ever.
SELECT id AS user_id, coalesce(deleted_xid, '0') AS xid
FROM users
WHERE (deleted_xid, id) > (:after_xid, :after_id) AND deleted_xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY deleted_xid, id
LIMIT :most

-- name: users_by_id :many found_user
-- plan: users_pkey
-- buffers: 500
SELECT id, coalesce(name, handle) AS display_name, email_verified_at IS NOT NULL AS verified, email
FROM users
WHERE id = ANY (:ids::uuid[]) AND (is_active AND deleted_at IS NULL) IS TRUE

-- name: users_by_email :many found_user
-- plan: users_email
-- buffers: 500
SELECT id, coalesce(name, handle) AS display_name, true AS verified, email
FROM users
WHERE email = ANY (:emails::text[]) AND deleted_at IS NULL AND (is_active AND email_verified_at IS NOT NULL) IS TRUE

-- name: user_activate :one user
-- plan: users_email
-- buffers: 40
-- No row when it is so already.  The trigger users_end ends and revokes the sessions.
UPDATE users SET is_active = :active, version = version + 1, updated_at = now()
WHERE email = :email AND deleted_at IS NULL AND is_active <> :active
RETURNING {user}

-- name: account_mail_insert :one
-- plan: none
-- buffers: 130
INSERT INTO account_mails (id, user_id, kind, address, other, change_id, proved)
VALUES (:id, :user_id, :kind, :address, :other?, :change_id?, :proved)
RETURNING created_at AS requested_at

-- name: account_mails_recent :one
-- plan: account_mails_user
-- buffers: 30
-- How many of a kind the account had within an hour, and when the first of the last five leaves it.  Of a user whose row is
-- locked, so that two at once do not both get the last place.
SELECT count(*) AS number, coalesce(ceil(extract(epoch FROM min(created_at) + interval '1 hour' - now())), 0)::bigint AS wait_s
FROM (SELECT created_at FROM account_mails
      WHERE (user_id, kind, id) > (:user_id, :kind, '00000000-0000-0000-0000-000000000000')
        AND (user_id, kind, id) <= (:user_id, :kind, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        AND (created_at > now() - interval '1 hour') IS TRUE
      ORDER BY user_id DESC, kind DESC, id DESC LIMIT :most) AS newest

-- name: mail_contents :many mail_content
-- plan: account_mails_pkey, users_pkey, account_mails_user
-- buffers: 2600
-- What becomes of a token is decided where it is used; here is whether it is worth sending.
SELECT m.id, m.kind, m.address, m.other AS other_address, m.created_at AS requested_at, u.name, u.timezone,
       m.proved OR (u.email = m.address AND u.email_verified_at IS NOT NULL) AS proved,
       CASE m.kind
           WHEN 'verify_email' THEN u.is_active AND u.email = m.address AND u.email_verified_at IS NULL
           WHEN 'reset_password' THEN u.is_active AND u.email = m.address
           WHEN 'change_email_new' THEN u.is_active AND u.change_id = m.change_id AND u.pending_new_at IS NULL
           WHEN 'change_email_old' THEN u.is_active AND u.change_id = m.change_id AND u.pending_old_at IS NULL
           ELSE true
       END IS TRUE AND (m.kind IN ('email_changed', 'password_changed') OR NOT EXISTS (
           SELECT FROM account_mails n
           WHERE (n.user_id, n.kind, n.id) > (m.user_id, m.kind, m.id)
             AND (n.user_id, n.kind, n.id) <= (m.user_id, m.kind, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))) AS wanted
FROM account_mails m CROSS JOIN LATERAL (
    SELECT name, timezone, email, email_verified_at, is_active, pending_old_at, pending_new_at,
           CASE WHEN pending_until > now() THEN pending_id END AS change_id
    FROM users WHERE id = m.user_id AND (deleted_at IS NULL) IS TRUE OFFSET 0
) AS u
WHERE m.id = ANY (:ids::uuid[]) AND (m.ended_at IS NULL AND m.created_at > now() - interval '2 days') IS TRUE

-- name: users_standing :many standing_user
-- plan: users_pkey
-- buffers: 2000
SELECT id AS user_id, is_active, timezone, version FROM users WHERE id = ANY (:user_ids::uuid[]) AND (deleted_at IS NULL) IS TRUE

-- name: mail_recipient :one
-- plan: users_pkey
-- buffers: 10
SELECT email, email_verified_at IS NOT NULL AS "proved", name, timezone
FROM users WHERE id = :user_id AND (is_active AND deleted_at IS NULL) IS TRUE

-- name: mail_tokens_put :many
-- plan: account_mails_pkey, account_mails_pkey
-- buffers: 6000
-- No row of those that ended meanwhile, or that another transaction holds.  `hashes` are hexadecimal.
UPDATE account_mails AS m SET token_hash = decode(t.hash, 'hex'), expires_at = now() + interval '30 minutes'
FROM unnest(:ids::uuid[], :hashes::text[]) AS t (id, hash)
WHERE m.id = t.id AND m.id = ANY (ARRAY(
    SELECT id FROM account_mails WHERE id = ANY (:ids::uuid[]) AND (ended_at IS NULL) IS TRUE FOR UPDATE SKIP LOCKED))
RETURNING m.id AS id, m.expires_at AS "expires_at"

-- name: mail_token_find :one
-- plan: account_mails_token_hash_key
-- buffers: 15
-- Whose it is, before anything is locked.
SELECT id, user_id, kind, address FROM account_mails
WHERE token_hash = :token_hash AND (ended_at IS NULL AND expires_at > now()) IS TRUE

-- name: mail_token_use :exec
-- plan: account_mails_pkey, users_pkey
-- buffers: 60
-- Of a user whose row is locked.  No row is affected when another has used it, it has expired, or the account is not what it
-- was requested for.
UPDATE account_mails m SET ended_at = now()
WHERE m.id = :id AND (m.ended_at IS NULL AND m.expires_at > clock_timestamp()) IS TRUE
  AND (SELECT u.is_active AND CASE
           WHEN m.kind IN ('verify_email', 'reset_password') THEN u.email = m.address
           ELSE u.pending_id = m.change_id AND u.pending_until > clock_timestamp()
       END FROM users u WHERE u.id = m.user_id)

-- name: mail_tokens_end :exec
-- plan: account_mails_user
-- buffers: 120
-- Those of these kinds.
UPDATE account_mails SET ended_at = now()
WHERE user_id = :user_id AND kind = ANY (:kinds) AND (ended_at IS NULL) IS TRUE

-- name: account_mails_told :many requested_mail
-- plan: account_mails_xid
-- buffers: 300
-- As for departures.
SELECT id, user_id, kind, created_at AS requested_at, xid
FROM account_mails
WHERE (xid, id) > (:after_xid, :after_id) AND xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY xid, id
LIMIT :most

-- name: account_mails_purge :exec
-- plan: account_mails_created, account_mails_pkey
-- buffers: 30000
DELETE FROM account_mails
WHERE id = ANY (ARRAY(SELECT id FROM account_mails
                      WHERE created_at < now() - interval '3 days' ORDER BY created_at LIMIT 10000))

-- name: email_verify :one user
-- plan: users_pkey
-- buffers: 35
UPDATE users SET email_verified_at = now(), version = version + 1, updated_at = now()
WHERE id = :id AND (deleted_at IS NULL) IS TRUE
RETURNING {user}

-- name: reset_ask_insert :exec
-- plan: reset_asks_pkey
-- buffers: 120
-- No row is affected when one waits for more than a minute: the job is behind, or what it announces is not taken.
INSERT INTO reset_asks (id, typed, network)
SELECT :id, :typed, :network?
WHERE coalesce((SELECT created_at FROM reset_asks ORDER BY id LIMIT 1) > now() - interval '1 minute', true)

-- name: reset_ask_take :one
-- plan: reset_asks_pkey, reset_asks_pkey
-- buffers: 20
DELETE FROM reset_asks WHERE id = (SELECT id FROM reset_asks ORDER BY id LIMIT 1)
RETURNING typed, network

-- name: forgetful_lock :one user
-- plan: users_email
-- buffers: 20
SELECT {user}
FROM users WHERE email = :email AND deleted_at IS NULL AND (is_active) IS TRUE
FOR NO KEY UPDATE

-- name: password_reset :one user
-- plan: users_pkey
-- buffers: 40
-- Who read the mail has the address, and a change of it that somebody else may have begun is over.
UPDATE users
SET password_hash = :fresh, email_verified_at = coalesce(email_verified_at, now()), pending_email = NULL, pending_id = NULL,
    pending_until = NULL, pending_old_at = NULL, pending_new_at = NULL, version = version + 1, updated_at = now()
WHERE id = :id AND (deleted_at IS NULL) IS TRUE
RETURNING {user}

-- name: email_change_begin :one user
-- plan: users_pkey
-- buffers: 40
-- With the rest of the account.  What was confirmed of the same change stays so.
UPDATE users
SET name = :user.name, timezone = :user.timezone, pending_email = :user.email,
    pending_id = CASE WHEN pending_email = :user.email AND pending_until > now() THEN pending_id ELSE :change_id END,
    pending_old_at = CASE WHEN pending_email = :user.email AND pending_until > now() THEN pending_old_at END,
    pending_new_at = CASE WHEN pending_email = :user.email AND pending_until > now() THEN pending_new_at END,
    pending_until = now() + interval '1 day', version = version + 1, updated_at = now()
WHERE id = :user.id AND (deleted_at IS NULL) IS TRUE
RETURNING {user}

-- name: email_change_find :one
-- plan: users_pkey
-- buffers: 15
-- Of a user whose row is locked.
SELECT pending_id, pending_old_at IS NOT NULL AS old_confirmed, pending_new_at IS NOT NULL AS new_confirmed
FROM users WHERE id = :id

-- name: email_change_note :exec
-- plan: users_pkey
-- buffers: 40
UPDATE users SET pending_old_at = CASE WHEN :by_old THEN now() ELSE pending_old_at END,
                 pending_new_at = CASE WHEN :by_old THEN pending_new_at ELSE now() END
WHERE id = :id

-- name: email_change_finish :one user
-- plan: users_pkey
-- buffers: 45
UPDATE users
SET email = pending_email, email_verified_at = now(), pending_email = NULL, pending_id = NULL, pending_until = NULL,
    pending_old_at = NULL, pending_new_at = NULL, version = version + 1, updated_at = now()
WHERE id = :id AND (pending_email IS NOT NULL) IS TRUE
RETURNING {user}

-- name: email_change_drop :one user
-- plan: users_pkey
-- buffers: 40
-- No row when there is none.
UPDATE users
SET pending_email = NULL, pending_id = NULL, pending_until = NULL, pending_old_at = NULL, pending_new_at = NULL,
    version = version + 1, updated_at = now()
WHERE id = :id AND (pending_email IS NOT NULL) IS TRUE
RETURNING {user}

-- name: email_change_expired :one
-- plan: users_pending
-- buffers: 30
SELECT id FROM users
WHERE pending_until < now() AND (deleted_at IS NULL) IS TRUE
ORDER BY pending_until LIMIT 1
FOR NO KEY UPDATE SKIP LOCKED

-- name: session_zone :one
-- plan: sessions_pkey, users_pkey
-- buffers: 25
-- No row when the session or its account has ended.
SELECT u.timezone AS zone
FROM sessions s CROSS JOIN LATERAL (
    SELECT timezone FROM users WHERE id = s.user_id AND (is_active AND deleted_at IS NULL) IS TRUE OFFSET 0
) AS u
WHERE s.id = :session_id AND (s.user_id = :user_id AND s.ended_at IS NULL AND s.expires_at > now()) IS TRUE

-- name: api_keys_active :one
-- plan: api_keys_user
-- buffers: 20
-- Of a user whose row is locked, so that two at once do not both get the last place.
SELECT count(*) AS number FROM api_keys
WHERE user_id = :user_id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())

-- name: api_key_ends_later :one
-- plan: none
-- buffers: 5
-- By the clock that ends it.
SELECT :expires_at > clock_timestamp() AS later

-- name: api_key_insert :one api_key+api_key_found
-- plan: none
-- buffers: 25
INSERT INTO api_keys (id, user_id, name, key_hash, prefix, scopes, expires_at)
VALUES (:id, :user_id, :api_key.name, :key_hash, :prefix, :scopes, :api_key.expires_at)
RETURNING {api_key}

-- name: api_key_page :many api_key+api_key_found
-- plan: api_keys_user
-- buffers: 20
SELECT {api_key}
FROM api_keys
WHERE (user_id, id) > (:user_id, :after_id) AND (user_id, id) <= (:user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
ORDER BY user_id, id
LIMIT :rows

-- name: api_key_find :one api_key+api_key_found
-- plan: api_keys_pkey
-- buffers: 15
SELECT {api_key}
FROM api_keys WHERE id = :id AND (user_id = :user_id) IS TRUE

-- name: api_key_lock :one api_key+api_key_found
-- plan: api_keys_pkey
-- buffers: 15
SELECT {api_key}
FROM api_keys WHERE id = :id AND (user_id = :user_id) IS TRUE
FOR NO KEY UPDATE

-- name: api_key_update :one api_key+api_key_found
-- plan: api_keys_pkey
-- buffers: 20
UPDATE api_keys
SET name = :api_key.name, scopes = :scopes, expires_at = :api_key.expires_at, version = version + 1, updated_at = now()
WHERE id = :api_key.id
RETURNING {api_key}

-- name: api_key_revoke :one api_key+api_key_found
-- plan: api_keys_pkey
-- buffers: 90
UPDATE api_keys SET revoked_at = now(), version = version + 1, updated_at = now()
WHERE id = :id AND (user_id = :user_id) IS TRUE AND revoked_at IS NULL
RETURNING {api_key}

-- name: api_keys_end :many api_key+api_key_found
-- plan: api_keys_user
-- buffers: 40
UPDATE api_keys SET revoked_at = now(), version = version + 1, updated_at = now()
WHERE user_id = :user_id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
RETURNING {api_key}

-- name: api_key_use :one
-- plan: api_keys_key_hash_key, api_keys_key_hash_key, users_pkey
-- buffers: 20
-- No row when the key or its account has ended.  Its use is noted at most once a minute.
WITH used AS (
    UPDATE api_keys SET last_used_at = now()
    WHERE key_hash = :key_hash AND revoked_at IS NULL
      AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
)
SELECT k.id, k.user_id, k.scopes, u.timezone AS zone,
       least(60000, floor(extract(epoch FROM k.expires_at - clock_timestamp()) * 1000))::bigint AS keep_ms
FROM api_keys k CROSS JOIN LATERAL (
    SELECT timezone FROM users WHERE id = k.user_id AND (is_active AND deleted_at IS NULL) IS TRUE OFFSET 0
) AS u
WHERE k.key_hash = :key_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())

-- name: api_keys_standing :many standing_key
-- plan: api_keys_pkey
-- buffers: 2000
-- By the clock that ends them.
SELECT id AS key_id, version, scopes
FROM api_keys
WHERE id = ANY (:key_ids::uuid[]) AND (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())) IS TRUE

-- name: ticket_insert :exec
-- plan: none
-- buffers: 70
INSERT INTO tickets (token_hash, session_id) VALUES (:token_hash, :session_id)

-- name: ticket_use :one
-- plan: tickets_pkey, sessions_pkey, sessions_pkey
-- buffers: 25
-- No row when it was used, its minute is over, or its session has ended.
DELETE FROM tickets t
WHERE t.token_hash = :token_hash AND (t.expires_at > clock_timestamp()) IS TRUE
  AND (SELECT s.ended_at IS NULL FROM sessions s WHERE s.id = t.session_id)
RETURNING t.session_id, (SELECT s.user_id FROM sessions s WHERE s.id = t.session_id) AS user_id

-- name: audit_insert :exec
-- plan: none
-- buffers: 90
INSERT INTO audit (id, user_id, action, object_id, session_id, address)
VALUES (:id, :user_id, :action, :object_id?, :session_id?, :address?)

-- name: audit_refusal_insert :exec
-- plan: audit_refusals, users_pkey
-- buffers: 35
-- Ten an hour of each user are enough, and no flood of guesses fills the table.  A nil id: none.
INSERT INTO audit (id, user_id, action, address)
SELECT :id, u.id, :action, :address? FROM users u
WHERE u.id = :user_id
  AND (SELECT count(*) FROM audit a
       WHERE a.user_id::text = :user_id::text AND a.created_at > now() - interval '1 hour'
         AND a.action IN ('session.refused', 'password.refused')) < 10

-- name: audit_page :many audit_entry
-- plan: audit_user
-- buffers: 25
SELECT id, action, object_id, session_id, address, created_at
FROM audit
WHERE (user_id, id) < (:user_id, :before_id) AND (user_id, id) >= (:user_id, '00000000-0000-0000-0000-000000000000')
ORDER BY user_id DESC, id DESC
LIMIT :rows

-- name: revocations_newest :many
-- plan: all of revocation_counter, revocations_pkey
-- buffers: 15
-- One statement, so that the latest number and the list are of one moment.  One row without a revocation when
-- none is recent.
SELECT c.number AS latest, clock_timestamp() AS now, r.number AS "number?", r.session_id, r.key_id, r.user_id AS "user_id?"
FROM revocation_counter c LEFT JOIN LATERAL
    (SELECT number, session_id, key_id, user_id, created_at FROM revocations ORDER BY number DESC LIMIT 64) r
    ON r.created_at > now() - interval '1 minute'
ORDER BY r.number DESC

-- name: refresh_tokens_purge :exec
-- plan: refresh_tokens_expiry, refresh_tokens_pkey
-- buffers: 70000
-- An array, here and below, so that each row is looked up by the index whatever the planner estimates.
DELETE FROM refresh_tokens
WHERE token_hash = ANY (ARRAY(SELECT token_hash FROM refresh_tokens
                              WHERE expires_at < now() ORDER BY expires_at LIMIT 10000))

-- name: tickets_purge :exec
-- plan: tickets_end, tickets_pkey
-- buffers: 60000
DELETE FROM tickets
WHERE token_hash = ANY (ARRAY(SELECT token_hash FROM tickets
                              WHERE expires_at < now() ORDER BY expires_at LIMIT 10000))

-- name: sessions_purge :exec
-- plan: sessions_expiry, sessions_pkey
-- buffers: 6500
DELETE FROM sessions
WHERE id = ANY (ARRAY(SELECT id FROM sessions
                      WHERE expires_at < :now::timestamptz - interval '30 days' ORDER BY expires_at LIMIT 1000))

-- name: api_keys_purge :exec
-- plan: api_keys_end, api_keys_pkey
-- buffers: 8000
DELETE FROM api_keys
WHERE id = ANY (ARRAY(SELECT id FROM api_keys
                      WHERE least(revoked_at, expires_at) < :now::timestamptz - interval '30 days'
                      ORDER BY least(revoked_at, expires_at) LIMIT 1000))

-- name: login_failures_purge :exec
-- plan: login_failures_end, login_failures_pkey
-- buffers: 450
DELETE FROM login_failures
WHERE name = ANY (ARRAY(SELECT name FROM login_failures
                        WHERE keep_until < now() ORDER BY keep_until LIMIT 10000))

-- name: users_purge :exec
-- plan: users_deleted, users_pkey
-- buffers: 550
-- The handle stays taken.
DELETE FROM users
WHERE id = ANY (ARRAY(SELECT id FROM users
                      WHERE deleted_at < :now::timestamptz - interval '30 days' ORDER BY deleted_at LIMIT 100))

-- name: revocations_purge :exec
-- plan: revocations_pkey, revocations_pkey
-- buffers: 2500
-- What can be in no cache any more.
DELETE FROM revocations
WHERE number = ANY (ARRAY(SELECT number
                          FROM (SELECT number, created_at FROM revocations ORDER BY number LIMIT 10000) AS oldest
                          WHERE created_at < now() - interval '1 day'))

-- name: agent_account :exec
-- plan: none
-- buffers: 35
-- The credentials given before end.  Whoever makes them tells the server; not before that has had its time is the row due.
INSERT INTO agents AS a (key_id, user_id, account, due_at) VALUES (:key_id, :user_id, :account, now() + interval '10 seconds')
ON CONFLICT (key_id) DO UPDATE
SET former = a.former || a.account, account = excluded.account, due_at = excluded.due_at, version = a.version + 1, changed_at = now()

-- name: agents_standing :one
-- plan: agents_user, api_keys_pkey
-- buffers: 60
-- The other keys, which stand and have credentials, of a user whose row is locked.
SELECT count(*) AS number
FROM agents a CROSS JOIN LATERAL (
    SELECT FROM api_keys
    WHERE id = a.key_id AND (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())) IS TRUE OFFSET 0
) AS k
WHERE a.user_id = :user_id AND a.key_id <> :key_id

-- name: agents_due :many
-- plan: agents_due
-- buffers: 45
-- The newest first, so that a revocation does not wait while the server is told of all agents again.
SELECT key_id FROM agents WHERE due_at <= clock_timestamp() ORDER BY due_at DESC LIMIT 16

-- name: agents_due_of :many
-- plan: agents_user
-- buffers: 45
-- Of one key, or all of the user's.
SELECT key_id FROM agents
WHERE user_id = :user_id AND (due_at <= clock_timestamp() AND key_id = coalesce(:key_id?, key_id)) IS TRUE
LIMIT 128

-- name: agent_find :one
-- plan: agents_pkey
-- buffers: 20
SELECT user_id, account, former, version, changed_at FROM agents WHERE key_id = :key_id

-- name: agent_wanted :one
-- plan: api_keys_pkey, users_pkey
-- buffers: 20
-- No row when the key has ended for good.
SELECT k.scopes, k.expires_at, u.is_active
FROM api_keys k CROSS JOIN LATERAL (
    SELECT is_active FROM users WHERE id = k.user_id AND (deleted_at IS NULL) IS TRUE OFFSET 0
) AS u
WHERE k.id = :key_id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())

-- name: agent_settled :exec
-- plan: agents_pkey
-- buffers: 30
-- Unless it has changed since it was read.
UPDATE agents SET former = '{}', due_at = least(now() + interval '1 hour', :expires_at?)
WHERE key_id = :key_id AND version = :version

-- name: agent_postpone :exec
-- plan: agents_pkey
-- buffers: 35
UPDATE agents SET due_at = clock_timestamp() + interval '1 second' * :seconds::bigint WHERE key_id = :key_id

-- name: agent_forget :exec
-- plan: agents_pkey
-- buffers: 20
DELETE FROM agents WHERE key_id = :key_id AND version = :version

-- name: agents_again :exec
-- plan: agents_due, agents_pkey
-- buffers: 8000
-- Not those that are locked, because what changes them makes them due.
UPDATE agents SET due_at = now()
WHERE key_id = ANY (ARRAY(SELECT key_id FROM agents WHERE due_at > now() FOR UPDATE SKIP LOCKED))
