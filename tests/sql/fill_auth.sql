-- 20,000 accounts with three sessions each, four refresh tokens in each session, and a day's revocations.
INSERT INTO handles (handle) SELECT 'user-' || n FROM generate_series(1, 20000) AS n;
INSERT INTO users (id, email, handle, password_hash, timezone, deleted_at)
SELECT gen_random_uuid(), 'user-' || n || '@example.org', 'user-' || n, '$2b$', 'UTC',
       CASE WHEN n % 20 = 0 THEN now() - n % 60 * interval '1 day' END
FROM generate_series(1, 20000) AS n;
INSERT INTO sessions (id, user_id, expires_at, ended_at)
SELECT gen_random_uuid(), id, now() + (n * 30 - 61) * interval '1 day', CASE WHEN n = 1 THEN now() END
FROM users, generate_series(1, 3) AS n;
INSERT INTO refresh_tokens (token_hash, session_id, expires_at, replaced_at)
SELECT sha256((id::text || n)::bytea), id, now() + (n * 10 - 11) * interval '1 day', CASE WHEN n < 4 THEN now() END
FROM sessions, generate_series(1, 4) AS n;
INSERT INTO api_keys (id, user_id, name, key_hash, prefix, scopes, expires_at, revoked_at)
SELECT gen_random_uuid(), id, 'key', sha256((id::text || n)::bytea), 'cal_', '{contacts:read}',
       CASE WHEN n = 1 THEN now() - n * interval '1 hour' END, CASE WHEN n = 2 THEN now() END
FROM users, generate_series(1, 3) AS n;
INSERT INTO audit (id, user_id, action) SELECT gen_random_uuid(), id, 'user.updated' FROM users, generate_series(1, 3);
INSERT INTO login_failures (name, level, keep_until)
SELECT sha256(n::text::bytea), 1, now() + (n - 100) * interval '1 minute' FROM generate_series(1, 20000) AS n;
INSERT INTO revocations (number, user_id, created_at)
SELECT n, gen_random_uuid(), now() - (20000 - n) * interval '5 seconds' FROM generate_series(1, 20000) AS n;
UPDATE revocation_counter SET number = 20000;
