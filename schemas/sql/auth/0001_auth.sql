-- auth: accounts, sessions, revocations and API keys.

-- A handle is given once and for ever, so it outlives its account.
CREATE TABLE handles (
    handle   text PRIMARY KEY CHECK (handle ~ '^[a-z0-9-]{3,52}$'),
    given_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
    id                uuid PRIMARY KEY,
    email             text NOT NULL,      -- trimmed and in lower case
    handle            text NOT NULL UNIQUE REFERENCES handles,
    password_hash     text NOT NULL,      -- $2b$
    name              text,
    timezone          text NOT NULL,
    is_active         boolean NOT NULL DEFAULT true,  -- an operator sets it
    email_verified_at timestamptz,
    version           bigint NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    deleted_at        timestamptz
);
CREATE UNIQUE INDEX users_email ON users (email) WHERE deleted_at IS NULL;
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;

-- A session is the family of its refresh tokens.
CREATE TABLE sessions (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '30 days',  -- of its newest refresh token
    ended_at   timestamptz
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE refresh_tokens (
    token_hash  bytea PRIMARY KEY CHECK (length(token_hash) = 32),  -- SHA-256 of 32 random bytes
    session_id  uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    expires_at  timestamptz NOT NULL DEFAULT now() + interval '30 days',
    replaced_at timestamptz
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);

-- Who keeps an answer of ours hears of revocations by number.  A number is taken by updating the only
-- row of revocation_counter, which stays locked until the commit: so numbers have no gaps and stand in
-- commit order, which a sequence would promise neither of.
CREATE TABLE revocation_counter (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    number   bigint NOT NULL
);
INSERT INTO revocation_counter (number) VALUES (0);

CREATE TABLE revocations (
    number     bigint PRIMARY KEY,
    session_id uuid,           -- NULL: every session of the user
    user_id    uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION revoke(person uuid, session uuid) RETURNS bigint LANGUAGE sql AS $$
    WITH next AS (UPDATE revocation_counter SET number = number + 1 RETURNING number)
    INSERT INTO revocations (number, session_id, user_id)
    SELECT number, session, person FROM next
    RETURNING number
$$;

-- An account that ends takes its sessions with it, whoever ends it: its owner by deleting it, or an
-- operator by `UPDATE users SET is_active = false`.
CREATE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE sessions SET ended_at = now() WHERE user_id = NEW.id AND ended_at IS NULL;
    PERFORM revoke(NEW.id, NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER users_end AFTER UPDATE ON users FOR EACH ROW
    WHEN ((OLD.is_active AND NOT NEW.is_active) OR (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL))
    EXECUTE FUNCTION end_sessions();

CREATE TABLE api_keys (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name         text NOT NULL,
    key_hash     bytea NOT NULL UNIQUE CHECK (length(key_hash) = 32),
    prefix       text NOT NULL,      -- what is shown of it
    scopes       jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX api_keys_user ON api_keys (user_id);
