-- 4,000 accounts with three sessions each, four refresh tokens in each session and three keys, of which one is
-- active; 400 agents; a day's revocations.
INSERT INTO handles (handle) SELECT 'user-' || n FROM generate_series(1, 4000) AS n;
INSERT INTO handles (handle) VALUES ('free');
INSERT INTO users (id, email, handle, password_hash, timezone, deleted_at, deleted_xid)
SELECT md5('u' || n)::uuid, 'user-' || n || '@example.org', 'user-' || n, '$2b$', 'UTC',
       CASE WHEN n % 20 = 0 THEN now() - n % 60 * interval '1 day' END, CASE WHEN n % 20 = 0 THEN n::text::xid8 END
FROM generate_series(1, 4000) AS n;
INSERT INTO sessions (id, user_id, expires_at, ended_at)
SELECT md5('s' || u || n)::uuid, md5('u' || u)::uuid, now() + (n * 30 - 61) * interval '1 day', CASE WHEN n = 1 THEN now() END
FROM generate_series(1, 4000) AS u, generate_series(1, 3) AS n;
INSERT INTO refresh_tokens (token_hash, session_id, expires_at, replaced_at)
SELECT sha256((id::text || n)::bytea), id, now() + (n * 10 - 11) * interval '1 day', CASE WHEN n < 4 THEN now() END
FROM sessions, generate_series(1, 4) AS n;
INSERT INTO tickets (token_hash, session_id, expires_at)
SELECT sha256(id::text::bytea), id, expires_at FROM sessions WHERE ended_at IS NULL;
INSERT INTO api_keys (id, user_id, name, key_hash, prefix, scopes, expires_at, revoked_at)
SELECT md5('k' || u || n)::uuid, md5('u' || u)::uuid, 'key', sha256(('k' || u || n)::bytea), 'cal_', '{contacts:read}',
       CASE WHEN n = 1 THEN now() - u % 90 * interval '1 day' END, CASE WHEN n = 2 THEN now() END
FROM generate_series(1, 4000) AS u, generate_series(1, 3) AS n;
INSERT INTO agents (key_id, user_id, account, due_at)
SELECT md5('k' || u || 3)::uuid, md5('u' || u)::uuid, 'A', now() + (u - 10) * interval '1 minute'
FROM generate_series(1, 400) AS u;
INSERT INTO account_mails (id, user_id, kind, address, proved, token_hash, expires_at, xid, created_at)
SELECT md5('m' || u || n)::uuid, md5('u' || u)::uuid, (ARRAY['verify_email', 'reset_password', 'password_changed'])[n],
       'user-' || u || '@example.org', false, sha256(('m' || u || n)::bytea), now() + u % 30 * interval '1 minute', u::text::xid8,
       now() - u % 96 * interval '1 hour'
FROM generate_series(1, 4000) AS u, generate_series(1, 3) AS n;
CREATE FUNCTION some_mails(count integer) RETURNS uuid[] IMMUTABLE LANGUAGE sql
    AS $$ SELECT array_agg(md5('m' || u || 1)::uuid) FROM generate_series(1, count) AS u $$;
CREATE FUNCTION some_hashes(count integer) RETURNS text[] IMMUTABLE LANGUAGE sql
    AS $$ SELECT array_agg(encode(sha256(('new' || u)::bytea), 'hex')) FROM generate_series(1, count) AS u $$;
INSERT INTO reset_asks (id, typed) SELECT md5('r' || n)::uuid, 'user-' || n || '@example.org' FROM generate_series(1, 4000) AS n;
UPDATE users SET pending_email = 'other-' || email, pending_id = md5(id::text)::uuid, pending_until = now() + '1 hour'
WHERE id IN (SELECT md5('u' || n)::uuid FROM generate_series(1, 401, 10) AS n);
UPDATE users SET pending_until = now() - interval '1 hour' WHERE id IN (SELECT md5('u' || n)::uuid FROM generate_series(101, 201, 10) AS n);
INSERT INTO audit (id, user_id, action) SELECT gen_random_uuid(), id, 'user.updated' FROM users, generate_series(1, 3);
INSERT INTO audit (id, user_id, action) SELECT gen_random_uuid(), id, 'session.refused' FROM users;
INSERT INTO login_failures (name, level, keep_until)
SELECT sha256(n::text::bytea), 1, now() + (n - 100) * interval '1 minute' FROM generate_series(1, 4000) AS n;
INSERT INTO revocations (number, user_id, created_at)
SELECT n, gen_random_uuid(), now() - (4000 - n) * interval '25 seconds' FROM generate_series(1, 4000) AS n;
UPDATE revocation_counter SET number = 4000;
UPDATE users SET email_verified_at = now() WHERE id IN (SELECT md5('u' || n)::uuid FROM generate_series(1, 20) AS n);
