-- The queries of the auth service, in the order of the handlers that ask them.

-- fragment: user
id, email, name, handle, timezone, email_verified_at, version, created_at, updated_at

-- fragment: api_key
id, name, prefix, expires_at, last_used_at, revoked_at, version, created_at, updated_at, scopes AS granted

-- name: handle_take :exec
-- No row is affected when the handle is or was in use.
INSERT INTO handles (handle) VALUES (:handle) ON CONFLICT DO NOTHING

-- name: user_insert :one user
-- No row when the address has an account.
INSERT INTO users (id, email, handle, password_hash, name, timezone)
VALUES (:id, :email, :handle, :password_hash, :registration.name, :registration.timezone)
ON CONFLICT (email) WHERE deleted_at IS NULL DO NOTHING
RETURNING {user}

-- name: credentials_find :one
SELECT id, password_hash, is_active FROM users WHERE email = :email AND deleted_at IS NULL

-- name: login_failures_find :one
SELECT (greatest(0, level - extract(epoch FROM now() - at) / :fall_s::bigint) * 1000)::bigint AS thousandths,
       coalesce(trusted_until > now(), false) AS is_trusted
FROM login_failures WHERE name = :name

-- name: login_failure_note :exec
INSERT INTO login_failures AS f (name, level) VALUES (:name, 1)
ON CONFLICT (name) DO UPDATE
SET level = greatest(0, f.level - extract(epoch FROM now() - f.at) / :fall_s::bigint) + 1, at = now(),
    keep_until = greatest(f.keep_until, now() + interval '1 day')

-- name: login_trust :exec
INSERT INTO login_failures (name, level, trusted_until, keep_until)
VALUES (:name, 0, now() + interval '30 days', now() + interval '30 days')
ON CONFLICT (name) DO UPDATE
SET level = 0, at = now(), trusted_until = excluded.trusted_until, keep_until = excluded.keep_until

-- name: password_rehash :exec
-- Not over a password that was changed meanwhile.
UPDATE users SET password_hash = :fresh WHERE id = :id AND password_hash = :stale

-- name: session_open :exec
-- The lock: an account that is ending now ends this session too, or is seen here as ended.  With a hash:
-- no row when the password was changed since it was compared.
INSERT INTO sessions (id, user_id)
SELECT :id, id FROM users
WHERE id = :user_id AND is_active AND deleted_at IS NULL
  AND password_hash = coalesce(:password_hash?, password_hash)
FOR SHARE

-- name: refresh_token_insert :exec
INSERT INTO refresh_tokens (token_hash, session_id) VALUES (:token_hash, :session_id)

-- name: refresh_token_find :one
SELECT t.session_id, s.user_id, t.replaced_at IS NOT NULL AS is_replaced
FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
WHERE t.token_hash = :token_hash AND t.expires_at > now() AND s.ended_at IS NULL

-- name: refresh_token_replace :exec
-- Of several at the same moment one affects a row.
UPDATE refresh_tokens SET replaced_at = now() WHERE token_hash = :token_hash AND replaced_at IS NULL

-- name: session_extend :exec
-- No row is affected when the session ended meanwhile.
UPDATE sessions SET expires_at = now() + interval '30 days' WHERE id = :id AND ended_at IS NULL

-- name: session_end :exec
UPDATE sessions SET ended_at = now() WHERE id = :id AND user_id = :user_id AND ended_at IS NULL

-- name: sessions_end :exec
UPDATE sessions SET ended_at = now() WHERE user_id = :user_id AND ended_at IS NULL

-- name: password_find :one
SELECT email, password_hash FROM users WHERE id = :id AND is_active AND deleted_at IS NULL

-- name: revoke :one
-- The last statement of its transaction: the counter's row is locked from here to the commit.
SELECT revoke(:user_id, :session_id?, :key_id?) AS number

-- name: user_find :one user
SELECT {user}
FROM users WHERE id = :id AND deleted_at IS NULL

-- name: user_lock :one user
SELECT {user}
FROM users WHERE id = :id AND deleted_at IS NULL
FOR NO KEY UPDATE

-- name: user_update :one user
-- Another address is not verified yet.
UPDATE users
SET email = :user.email, name = :user.name, timezone = :user.timezone,
    email_verified_at = CASE WHEN email = :user.email THEN email_verified_at END,
    version = version + 1, updated_at = now()
WHERE id = :user.id AND deleted_at IS NULL
RETURNING {user}

-- name: user_delete :one user
-- The trigger users_end ends and revokes the sessions.
UPDATE users SET deleted_at = now(), version = version + 1, updated_at = now()
WHERE id = :id AND deleted_at IS NULL
RETURNING {user}

-- name: user_activate :one user
-- No row when it is so already.  The trigger users_end ends and revokes the sessions.
UPDATE users SET is_active = :active, version = version + 1, updated_at = now()
WHERE email = :email AND deleted_at IS NULL AND is_active <> :active
RETURNING {user}

-- name: session_zone :one
-- No row when the session or its account has ended.
SELECT u.timezone AS zone
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.id = :session_id AND s.user_id = :user_id AND s.ended_at IS NULL AND s.expires_at > now()
  AND u.is_active AND u.deleted_at IS NULL

-- name: api_keys_active :one
-- Of a user whose row is locked, so that two at once do not both get the last place.
SELECT count(*) AS number FROM api_keys
WHERE user_id = :user_id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())

-- name: api_key_insert :one api_key+api_key_found
INSERT INTO api_keys (id, user_id, name, key_hash, prefix, scopes, expires_at)
VALUES (:id, :user_id, :api_key.name, :key_hash, :prefix, :scopes, :api_key.expires_at)
RETURNING {api_key}

-- name: api_key_page :many api_key+api_key_found
SELECT {api_key}
FROM api_keys
WHERE user_id = :user_id AND id > :after_id
ORDER BY id
LIMIT :rows

-- name: api_key_find :one api_key+api_key_found
SELECT {api_key}
FROM api_keys WHERE id = :id AND user_id = :user_id

-- name: api_key_lock :one api_key+api_key_found
SELECT {api_key}
FROM api_keys WHERE id = :id AND user_id = :user_id
FOR NO KEY UPDATE

-- name: api_key_update :one api_key+api_key_found
UPDATE api_keys
SET name = :api_key.name, scopes = :scopes, expires_at = :api_key.expires_at, version = version + 1, updated_at = now()
WHERE id = :api_key.id
RETURNING {api_key}

-- name: api_key_revoke :one api_key+api_key_found
UPDATE api_keys SET revoked_at = now(), version = version + 1, updated_at = now()
WHERE id = :id AND user_id = :user_id AND revoked_at IS NULL
RETURNING {api_key}

-- name: api_keys_end :many api_key+api_key_found
UPDATE api_keys SET revoked_at = now(), version = version + 1, updated_at = now()
WHERE user_id = :user_id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
RETURNING {api_key}

-- name: api_key_use :one
-- No row when the key or its account has ended.  Its use is noted at most once a minute.
WITH used AS (
    UPDATE api_keys SET last_used_at = now()
    WHERE key_hash = :key_hash AND revoked_at IS NULL
      AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
)
SELECT k.id, k.user_id, k.scopes, u.timezone AS zone,
       least(60000, floor(extract(epoch FROM k.expires_at - clock_timestamp()) * 1000))::bigint AS keep_ms
FROM api_keys k JOIN users u ON u.id = k.user_id
WHERE k.key_hash = :key_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())
  AND u.is_active AND u.deleted_at IS NULL

-- name: ticket_insert :exec
INSERT INTO tickets (token_hash, session_id) VALUES (:token_hash, :session_id)

-- name: ticket_use :one
-- No row when it was used, its minute is over, or its session has ended.
DELETE FROM tickets t USING sessions s
WHERE t.token_hash = :token_hash AND t.expires_at > clock_timestamp()
  AND s.id = t.session_id AND s.ended_at IS NULL
RETURNING s.id AS session_id, s.user_id

-- name: audit_insert :exec
INSERT INTO audit (id, user_id, action, object_id, session_id, address)
VALUES (:id, :user_id, :action, :object_id?, :session_id?, :address?)

-- name: audit_refusal_insert :exec
-- Ten an hour of each user are enough, and no flood of guesses fills the table.  A nil id: none.
INSERT INTO audit (id, user_id, action, address)
SELECT :id, u.id, :action, :address? FROM users u
WHERE u.id = :user_id
  AND (SELECT count(*) FROM audit a
       WHERE a.user_id = :user_id AND a.created_at > now() - interval '1 hour'
         AND a.action IN ('session.refused', 'password.refused')) < 10

-- name: audit_page :many audit_entry
SELECT id, action, object_id, session_id, address, created_at
FROM audit
WHERE user_id = :user_id AND id < :before_id
ORDER BY id DESC
LIMIT :rows

-- name: revocations_newest :many
-- One statement, so that the latest number and the list are of one moment.  One row without a revocation when
-- none is recent.
SELECT c.number AS latest, r.number AS "number?", r.session_id, r.key_id, r.user_id AS "user_id?"
FROM revocation_counter c LEFT JOIN LATERAL
    (SELECT number, session_id, key_id, user_id, created_at FROM revocations ORDER BY number DESC LIMIT 64) r
    ON r.created_at > now() - interval '1 minute'
ORDER BY r.number DESC

-- name: refresh_tokens_purge :exec
-- An array, here and below, so that each row is looked up by the index whatever the planner estimates.
DELETE FROM refresh_tokens
WHERE token_hash = ANY (ARRAY(SELECT token_hash FROM refresh_tokens
                              WHERE expires_at < now() ORDER BY expires_at LIMIT 10000))

-- name: tickets_purge :exec
DELETE FROM tickets
WHERE token_hash = ANY (ARRAY(SELECT token_hash FROM tickets
                              WHERE expires_at < now() ORDER BY expires_at LIMIT 10000))

-- name: sessions_purge :exec
DELETE FROM sessions
WHERE id = ANY (ARRAY(SELECT id FROM sessions
                      WHERE expires_at < now() - interval '30 days' ORDER BY expires_at LIMIT 1000))

-- name: api_keys_purge :exec
DELETE FROM api_keys
WHERE id = ANY (ARRAY(SELECT id FROM api_keys
                      WHERE least(revoked_at, expires_at) < now() - interval '30 days'
                      ORDER BY least(revoked_at, expires_at) LIMIT 1000))

-- name: login_failures_purge :exec
DELETE FROM login_failures
WHERE name = ANY (ARRAY(SELECT name FROM login_failures
                        WHERE keep_until < now() ORDER BY keep_until LIMIT 10000))

-- name: users_purge :exec
-- The handle stays taken.
DELETE FROM users
WHERE id = ANY (ARRAY(SELECT id FROM users
                      WHERE deleted_at < now() - interval '30 days' ORDER BY deleted_at LIMIT 100))

-- name: revocations_purge :exec
-- What can be in no cache any more.
DELETE FROM revocations
WHERE number = ANY (ARRAY(SELECT number FROM revocations ORDER BY number LIMIT 10000))
  AND created_at < now() - interval '1 day'

-- name: agent_account :exec
-- The credentials given before end.  Whoever makes them tells the server; not before that has had its time is the row due.
INSERT INTO agents AS a (key_id, user_id, account, due_at) VALUES (:key_id, :user_id, :account, now() + interval '10 seconds')
ON CONFLICT (key_id) DO UPDATE
SET former = a.former || a.account, account = excluded.account, due_at = excluded.due_at, version = a.version + 1, changed_at = now()

-- name: agents_due :many
-- The newest first, so that a revocation does not wait while the server is told of all agents again.
SELECT key_id FROM agents WHERE due_at <= clock_timestamp() ORDER BY due_at DESC LIMIT 16

-- name: agent_find :one
SELECT user_id, account, former, version, changed_at FROM agents WHERE key_id = :key_id

-- name: agent_wanted :one
-- No row when the key has ended for good.
SELECT k.scopes, k.expires_at, u.is_active
FROM api_keys k JOIN users u ON u.id = k.user_id
WHERE k.id = :key_id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())
  AND u.deleted_at IS NULL

-- name: agent_settled :exec
-- Unless it has changed since it was read.
UPDATE agents SET former = '{}', due_at = least(now() + interval '1 hour', :expires_at?)
WHERE key_id = :key_id AND version = :version

-- name: agent_postpone :exec
UPDATE agents SET due_at = clock_timestamp() + interval '1 second' * :seconds::bigint WHERE key_id = :key_id

-- name: agent_forget :exec
DELETE FROM agents WHERE key_id = :key_id AND version = :version

-- name: agents_again :exec
-- Not those that are locked, because what changes them makes them due.
UPDATE agents SET due_at = now()
WHERE key_id = ANY (ARRAY(SELECT key_id FROM agents WHERE due_at > now() FOR UPDATE SKIP LOCKED))
