-- Deliveries, and a copy of who may see which calendar.

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

-- The copy: what each calendar's version of the membership was when it was last heard of.  A calendar that
-- is deleted stays so.  `cleared`: the deliveries of those who cannot see it are deleted.
CREATE TABLE calendar_versions (
    calendar_id uuid PRIMARY KEY,
    version     bigint NOT NULL,
    deleted     boolean NOT NULL,
    cleared     boolean NOT NULL DEFAULT true,
    changed_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX calendar_versions_to_clear ON calendar_versions (calendar_id) WHERE NOT cleared;
CREATE INDEX calendar_versions_ended ON calendar_versions (changed_at) WHERE deleted AND cleared;

CREATE TABLE calendar_access (
    calendar_id uuid NOT NULL,
    user_id     uuid NOT NULL,
    PRIMARY KEY (calendar_id, user_id)
);
