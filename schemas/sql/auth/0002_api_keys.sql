-- API keys are issued from here on, so no row of before needs to be kept.

ALTER TABLE api_keys DROP COLUMN scopes;
ALTER TABLE api_keys ADD COLUMN scopes text[] NOT NULL;  -- contacts:read
DROP INDEX api_keys_user;
CREATE INDEX api_keys_user ON api_keys (user_id, id);
CREATE INDEX api_keys_end ON api_keys (least(revoked_at, expires_at));

-- Neither a session nor a key: all of the user's.
ALTER TABLE revocations ADD COLUMN key_id uuid;
DROP FUNCTION revoke(uuid, uuid);
CREATE FUNCTION revoke(person uuid, session uuid, key uuid DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$
    WITH next AS (UPDATE revocation_counter SET number = number + 1 RETURNING number)
    INSERT INTO revocations (number, session_id, key_id, user_id)
    SELECT number, session, key, person FROM next
    RETURNING number
$$;
