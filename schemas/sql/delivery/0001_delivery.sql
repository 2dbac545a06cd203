-- Deliveries.

CREATE TABLE deliveries (
    id          uuid PRIMARY KEY,
    owner_id    uuid NOT NULL,
    calendar_id uuid,
    title       text NOT NULL,
    version     bigint NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    deleted_at  timestamptz
);
-- Each query fits one index and no other, so that its plan is the same whatever the statistics say: the planner does not
-- look inside `(...) IS TRUE`, so an index with such a predicate serves the queries that repeat it word for word.
CREATE INDEX deliveries_by_owner ON deliveries (owner_id) WHERE (deleted_at IS NULL) IS TRUE;
CREATE INDEX deliveries_by_calendar ON deliveries (calendar_id) WHERE (calendar_id IS NOT NULL AND deleted_at IS NULL) IS TRUE;
CREATE INDEX deliveries_deleted ON deliveries (deleted_at) WHERE deleted_at IS NOT NULL;

-- Accounts that are gone.  A request that was under way may still make a delivery for a second: it is found by
-- these rows, which are kept for a day.
CREATE TABLE departed (
    owner_id uuid PRIMARY KEY,
    since    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX departed_since ON departed (since);
