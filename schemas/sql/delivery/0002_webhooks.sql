-- Webhooks.  A secret is sealed (shared/crypto/seal.h); while it is being rotated the former one signs too.

CREATE TABLE webhooks (
    id            uuid PRIMARY KEY,
    user_id       uuid NOT NULL,
    key_id        uuid,
    key_version   bigint NOT NULL DEFAULT 0, -- of the key, whose scopes these are
    key_scopes    text[],
    url           text NOT NULL,
    nouns         text[] NOT NULL,
    calendar_ids  uuid[] NOT NULL,
    secret        bytea NOT NULL,
    former_secret bytea,
    former_until  timestamptz,
    state         text NOT NULL,
    reason        text,
    failing_since timestamptz,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    deleted_at    timestamptz,
    CHECK (state IN ('active', 'disabled')),
    CHECK ((former_secret IS NULL) = (former_until IS NULL))
);
-- See 0001 for `(...) IS TRUE`.
CREATE INDEX webhooks_by_user ON webhooks (user_id, id) WHERE (deleted_at IS NULL) IS TRUE;
CREATE INDEX webhooks_by_key ON webhooks (key_id, id) WHERE (key_id IS NOT NULL AND deleted_at IS NULL) IS TRUE;
CREATE INDEX webhooks_deleted ON webhooks (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX webhooks_listening ON webhooks (user_id) WHERE (deleted_at IS NULL AND state = 'active') IS TRUE;

-- Of each webhook what is in each state, in order of time.
CREATE INDEX deliveries_of_webhook ON deliveries (webhook_id, state, created_at, id) WHERE (webhook_id IS NOT NULL) IS TRUE;

-- How far the durable of the feeds was read: of its deliveries the one with the highest number, and that message's place in
-- the stream (feed_gap.h).  One row.
CREATE TABLE feed_place (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    number   bigint NOT NULL,
    sequence bigint NOT NULL
);

-- Messages that the stream dropped before they were read.  `after_user_id`: those up to this one have been told.
CREATE TABLE feed_gaps (
    first         bigint PRIMARY KEY,
    last          bigint NOT NULL,
    after_user_id uuid NOT NULL,
    noted_at      timestamptz NOT NULL
);
