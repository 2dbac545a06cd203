-- Mails about accounts.  The text is written by who sends one, and the token is made when it is asked for, so that no
-- message that is stored has either; here is its SHA-256.

CREATE TABLE account_mails (
    id         uuid PRIMARY KEY,  -- version 7, and of the delivery as well
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind       text NOT NULL CHECK (kind IN ('verify_email', 'reset_password', 'change_email_new', 'change_email_old',
                                             'email_changed', 'password_changed')),
    address    text NOT NULL,     -- where it goes
    other      text,              -- of a change of address: the one where it does not go
    change_id  uuid,              -- users.pending_id when it was requested
    proved     boolean NOT NULL,  -- the address was verified when it was requested
    token_hash bytea UNIQUE CHECK (length(token_hash) = 32),
    expires_at timestamptz,       -- of the token
    ended_at   timestamptz,       -- its token was used, or is of no use any more
    xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX account_mails_user ON account_mails (user_id, kind, id);
CREATE INDEX account_mails_xid ON account_mails (xid, id);
CREATE INDEX account_mails_created ON account_mails (created_at);
ALTER TABLE account_mails SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);

-- Addresses typed by who forgot a password, known or not: a job looks for their accounts, so that the answer and its
-- time tell nothing.
CREATE TABLE reset_asks (
    id         uuid PRIMARY KEY,  -- version 7
    typed      text NOT NULL,     -- trimmed and in lower case
    network    text,              -- the client's address
    created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE reset_asks SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);

-- Another address, until both have confirmed it.
ALTER TABLE users ADD COLUMN pending_email text;
ALTER TABLE users ADD COLUMN pending_id uuid;              -- of this change
ALTER TABLE users ADD COLUMN pending_until timestamptz;
ALTER TABLE users ADD COLUMN pending_old_at timestamptz;   -- when the old address confirmed it
ALTER TABLE users ADD COLUMN pending_new_at timestamptz;
CREATE INDEX users_pending ON users (pending_until) WHERE pending_until IS NOT NULL;
