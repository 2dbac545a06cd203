-- Deliveries, and who sends them.  Every time is a parameter: the process has one
-- clock, and what is due is decided by it.

-- A worker has the session advisory lock (DELIVERY_WORKERS, number) on the connection that claims for it; a process
-- takes a new number with each connection.  A row whose lock nobody holds is that of a dead worker.
CREATE SEQUENCE worker_numbers AS integer CYCLE;
CREATE TABLE workers (
    number integer PRIMARY KEY,
    since  timestamptz NOT NULL
);

-- One row per delivery; its id is what the receiver sees, in all attempts.
CREATE TABLE deliveries (
    id         uuid PRIMARY KEY,
    channel    text NOT NULL CHECK (channel IN ('mail', 'webhook')),
    kind       text NOT NULL,
    owner      text,        -- of mail: the service that knows what to write
    webhook_id uuid,        -- of webhooks
    user_id    uuid,
    address    text,        -- of mail
    body       bytea,       -- of webhooks
    state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'set_aside', 'cancelled')),
    attempts   integer NOT NULL DEFAULT 0,
    unknown    integer NOT NULL DEFAULT 0,     -- attempts whose outcome nobody knows
    deaths     integer NOT NULL DEFAULT 0,     -- workers that ended while they had it
    sending    boolean NOT NULL DEFAULT false, -- its worker began to hand it over; for a row with a worker
    due_at     timestamptz NOT NULL,
    worker     integer,                        -- who claimed it
    response   integer,                        -- the receiver's last code
    took_ms    integer,                        -- of the last attempt
    why        text,                           -- what went wrong last
    created_at timestamptz NOT NULL,
    first_at   timestamptz,                    -- when the first attempt ended
    ended_at   timestamptz
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.05);
-- Each query fits one index and no other, so that its plan is the same whatever the statistics say: the planner does not
-- look inside `(...) IS TRUE`, so an index with such a predicate serves the queries that repeat it word for word.
CREATE INDEX deliveries_due ON deliveries (due_at) WHERE (state = 'waiting' AND worker IS NULL) IS TRUE;
CREATE INDEX deliveries_claimed ON deliveries (worker) WHERE (worker IS NOT NULL) IS TRUE;
CREATE INDEX deliveries_waiting ON deliveries (channel, created_at) WHERE (state = 'waiting') IS TRUE;
CREATE INDEX deliveries_set_aside ON deliveries (channel) WHERE (state = 'set_aside') IS TRUE;
CREATE INDEX deliveries_due_of_webhook ON deliveries (webhook_id, due_at)
    WHERE (webhook_id IS NOT NULL AND state = 'waiting' AND worker IS NULL) IS TRUE;
CREATE INDEX deliveries_of_user ON deliveries (user_id) WHERE (state = 'waiting' OR address IS NOT NULL OR body IS NOT NULL) IS TRUE;
CREATE INDEX deliveries_bodies ON deliveries (created_at) WHERE (state <> 'waiting' AND body IS NOT NULL) IS TRUE;
CREATE INDEX deliveries_ended ON deliveries (created_at) WHERE (state <> 'waiting') IS TRUE;

-- Accounts that are gone.  A request that was under way may still make a delivery for a second: it is found by
-- these rows, which are kept for a day.
CREATE TABLE departed (
    owner_id uuid PRIMARY KEY,
    since    timestamptz NOT NULL
);
CREATE INDEX departed_since ON departed (since);
