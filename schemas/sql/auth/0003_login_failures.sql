-- Failed attempts to sign in, counted by digests of what was typed and of where it came from.

CREATE TABLE login_failures (
    name          bytea PRIMARY KEY CHECK (length(name) = 32),
    level         double precision NOT NULL,  -- failures at `at`; it falls with time
    at            timestamptz NOT NULL DEFAULT now(),
    trusted_until timestamptz,                -- somebody signed in
    keep_until    timestamptz NOT NULL DEFAULT now() + interval '1 day'
);
CREATE INDEX login_failures_end ON login_failures (keep_until);
