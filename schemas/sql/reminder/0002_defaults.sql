-- What a user wants to be reminded of on every event of a calendar.  Ids follow from what they say, so that the same, set again, is
-- the same.

-- NULL: set on the event itself.
ALTER TABLE reminders ADD default_id uuid;

CREATE TABLE default_reminders (
    calendar_id uuid NOT NULL,
    user_id     uuid NOT NULL,
    version     bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (calendar_id, user_id)
);
CREATE INDEX default_reminders_of_user ON default_reminders (user_id, calendar_id) WHERE (version > 0) IS TRUE;

CREATE TABLE defaults (
    calendar_id    uuid NOT NULL,
    all_day        boolean NOT NULL,
    user_id        uuid NOT NULL,
    id             uuid PRIMARY KEY,
    position       bigint NOT NULL,
    minutes_before bigint NOT NULL,
    related        text NOT NULL CHECK (related IN ('start', 'end')),
    channel        text NOT NULL CHECK (channel IN ('feed', 'email', 'webhook')),
    since          timestamptz NOT NULL
);
CREATE INDEX defaults_of_kind ON defaults (calendar_id, all_day, user_id, id);

-- Calendars that have some: whose events up to `walked_until` have theirs, and when the next ones are looked for.
CREATE TABLE default_walks (
    calendar_id  uuid PRIMARY KEY,
    mark         bigint NOT NULL DEFAULT nextval('stale_marks'),
    walked_until timestamptz, -- NULL: none
    look_at      timestamptz NOT NULL
);
CREATE INDEX default_walks_by_look ON default_walks (look_at);
