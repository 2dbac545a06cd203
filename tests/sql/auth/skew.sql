-- One account with 10,000 sessions, refresh tokens, keys and rows of its audit.
INSERT INTO handles (handle) VALUES ('busy');
INSERT INTO users (id, email, handle, password_hash, timezone) VALUES (md5('busy')::uuid, 'busy@example.org', 'busy', '$2b$', 'UTC');
INSERT INTO sessions (id, user_id) SELECT md5('busy' || n)::uuid, md5('busy')::uuid FROM generate_series(1, 10000) AS n;
INSERT INTO refresh_tokens (token_hash, session_id)
SELECT sha256(('busy' || n)::bytea), md5('busy1')::uuid FROM generate_series(1, 10000) AS n;
-- Their own minute may be over before a busy machine asks what is due.
INSERT INTO tickets (token_hash, session_id, expires_at)
SELECT sha256(('busy' || n)::bytea), md5('busy1')::uuid, now() + interval '1 day' FROM generate_series(1, 10000) AS n;
INSERT INTO api_keys (id, user_id, name, key_hash, prefix, scopes)
SELECT md5('busy' || n)::uuid, md5('busy')::uuid, 'key', sha256(('busy' || n)::bytea), 'cal_', '{contacts:read}'
FROM generate_series(1, 10000) AS n;
INSERT INTO account_mails (id, user_id, kind, address, proved, token_hash)
SELECT gen_random_uuid(), md5('busy')::uuid, 'verify_email', 'busy@example.org', false, sha256(('busy' || n)::bytea)
FROM generate_series(1, 10000) AS n;
INSERT INTO reset_asks (id, typed) SELECT gen_random_uuid(), 'busy@example.org' FROM generate_series(1, 5000) AS n;
INSERT INTO audit (id, user_id, action)
SELECT gen_random_uuid(), md5('busy')::uuid, 'session.refused' FROM generate_series(1, 10000);
