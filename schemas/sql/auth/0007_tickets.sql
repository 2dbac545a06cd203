-- What opens a WebSocket for a browser, once.  Of a ticket its SHA-256 is kept.

CREATE TABLE tickets (
    token_hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL DEFAULT now() + interval '1 minute'
);
CREATE INDEX tickets_end ON tickets (expires_at);
CREATE INDEX tickets_session ON tickets (session_id);
