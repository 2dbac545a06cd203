-- Reminders, when they come due, and what that is computed from.  Each query fits one index and no other, so that its plan is the
-- same whatever the statistics say: the planner does not look inside `(...) IS TRUE`, so an index with such a predicate
-- serves the queries that repeat it word for word.

CREATE TABLE reminders (
    id             uuid PRIMARY KEY,
    user_id        uuid NOT NULL,
    event_id       uuid NOT NULL,
    minutes_before bigint,
    at             timestamptz,
    related        text NOT NULL CHECK (related IN ('start', 'end')),
    channel        text NOT NULL CHECK (channel IN ('feed', 'email', 'webhook')),
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz,

    CONSTRAINT reminders_one_time CHECK ((minutes_before IS NULL) <> (at IS NULL))
);
CREATE INDEX reminders_of_event ON reminders (event_id, user_id, id);
CREATE INDEX reminders_of_user ON reminders (user_id, event_id, id);
CREATE INDEX reminders_deleted ON reminders (deleted_at) WHERE deleted_at IS NOT NULL;

-- Events that have reminders, as they were in `version`, which only rises; `course` is what event.courses says, in MessagePack,
-- and nothing of a deleted one.
CREATE TABLE courses (
    event_id    uuid PRIMARY KEY,
    calendar_id uuid,
    version     bigint NOT NULL,
    deleted     boolean NOT NULL,
    changed_at  timestamptz NOT NULL,
    course      bytea
);
CREATE INDEX courses_of_calendar ON courses (calendar_id, event_id) WHERE (calendar_id IS NOT NULL AND NOT deleted) IS TRUE;
CREATE INDEX courses_deleted ON courses (changed_at) WHERE (deleted);

-- Courses that are to be read again.  `mark` is another one each time that somebody says so, and `look_at` is ahead while somebody
-- has it in hand.
CREATE SEQUENCE stale_marks;
CREATE TABLE stale (
    event_id   uuid PRIMARY KEY,
    mark       bigint NOT NULL DEFAULT nextval('stale_marks'),
    split_from uuid, -- it has yet to get the reminders of this one
    look_at    timestamptz NOT NULL
);
CREATE INDEX stale_by_look ON stale (look_at);
ALTER TABLE stale SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);

-- The next firing of each reminder, in a row whose id is that of the reminder, and of each occurrence that is snoozed.
CREATE TABLE due (
    id             uuid PRIMARY KEY,
    reminder_id    uuid NOT NULL,
    snooze         bigint NOT NULL DEFAULT 0, -- how often it was snoozed for this occurrence
    user_id        uuid NOT NULL,
    event_id       uuid NOT NULL,
    minutes_before bigint,
    at             timestamptz,
    related        text NOT NULL,
    since          timestamptz NOT NULL, -- what would have come due until then is not told

    version        bigint NOT NULL,      -- of the course that it was computed from
    zone           text NOT NULL,        -- of the user, at that time
    due_at         timestamptz,          -- NULL: nothing is to come
    look_at        timestamptz,          -- as due_at, or ahead while somebody has it in hand
    place          bigint,               -- which occurrence of a series
    begins_at      timestamptz,
    ends_at        timestamptz,
    all_day        boolean NOT NULL DEFAULT false,
    is_last        boolean NOT NULL DEFAULT true,
    done_until     timestamptz NOT NULL, -- the latest that was told
    turn           bigint NOT NULL DEFAULT 0, -- another one with each change of the row, but for `look_at`
    set_aside      text                  -- why it cannot be computed
) WITH (fillfactor = 70, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0.01);
CREATE INDEX due_by_look ON due (look_at) WHERE (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE;
CREATE INDEX due_of_event ON due (event_id, id);
CREATE INDEX due_of_user ON due (user_id, due_at);
CREATE INDEX due_set_aside ON due (id) WHERE (set_aside IS NOT NULL) IS TRUE;

-- What was told, or dismissed before.  It is kept for longer than the longest time before an occurrence.
CREATE TABLE fired (
    reminder_id uuid NOT NULL,
    due_at      timestamptz NOT NULL,
    place       bigint NOT NULL, -- the least number: no series
    begins_at   timestamptz NOT NULL,
    fired_at    timestamptz NOT NULL,
    missed      boolean NOT NULL,
    PRIMARY KEY (reminder_id, due_at, place)
);
CREATE INDEX fired_by_time ON fired (fired_at);

-- Which occurrences were snoozed.  `due_id` is that of the row of the due list.
CREATE TABLE snoozes (
    reminder_id uuid NOT NULL,
    place       bigint NOT NULL,
    number      bigint NOT NULL,
    due_id      uuid NOT NULL,
    snoozed_at  timestamptz NOT NULL,
    PRIMARY KEY (reminder_id, place)
);
CREATE INDEX snoozes_by_time ON snoozes (snoozed_at);

-- Whose reminders there are, and where they live: all-day events begin at their midnight.
CREATE TABLE users (
    user_id    uuid PRIMARY KEY,
    version    bigint NOT NULL, -- of the account, as auth tells it; 0: from a request
    zone       text NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX users_new ON users (user_id) WHERE (version = 0) IS TRUE;

-- When nothing is told, as in 22:00; neither: at no time.
CREATE TABLE quiet_hours (
    user_id    uuid PRIMARY KEY,
    starts     text,
    ends       text,
    version    bigint NOT NULL DEFAULT 1,
    CONSTRAINT quiet_hours_both CHECK ((starts IS NULL) = (ends IS NULL))
);

-- Accounts that are gone.  A request that was under way may still make a reminder for a second: it is found by
-- these rows, which are kept for a day.
CREATE TABLE departed (
    user_id uuid PRIMARY KEY,
    since   timestamptz NOT NULL
);
CREATE INDEX departed_since ON departed (since);
