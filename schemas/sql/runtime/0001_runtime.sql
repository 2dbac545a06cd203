-- What the runtime keeps in the database of every service.

-- A change and its announcement commit together; the relay publishes in the order of seq.  Changes of
-- one object take its row lock before they take a seq, so for one object seq is the commit order.
CREATE TABLE outbox (
    seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id           uuid NOT NULL UNIQUE,
    type         text NOT NULL,
    subject      text NOT NULL,
    object_id    uuid NOT NULL,
    version      bigint,
    payload      text NOT NULL,
    audience     uuid[] NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz
);
CREATE INDEX outbox_unsent ON outbox (seq) WHERE published_at IS NULL;
CREATE INDEX outbox_published_at ON outbox (published_at) WHERE published_at IS NOT NULL;

-- The first successful answer to a request with an Idempotency-Key.  `input` and `answer` are of use
-- only to who has the key: the one is an HMAC, the other is sealed, both under keys derived from it.
CREATE TABLE idempotency (
    key        bytea PRIMARY KEY,
    input      bytea NOT NULL,
    answer     bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idempotency_created_at ON idempotency (created_at);

-- Domain events that a consumer has applied; noted in the transaction that applied them.
CREATE TABLE consumed (
    consumer    text NOT NULL,
    event_id    uuid NOT NULL,
    consumed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX consumed_at ON consumed (consumed_at);
