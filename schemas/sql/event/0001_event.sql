-- Events, and a copy of who may see which calendar.

-- All-day rows hold their dates as midnight UTC, the end exclusive.
CREATE TABLE events (
    id           uuid PRIMARY KEY,
    calendar_id  uuid NOT NULL,
    title        text NOT NULL,
    description  text,
    location     text,
    start_time   timestamptz NOT NULL,
    end_time     timestamptz NOT NULL,
    timezone     text NOT NULL,
    all_day      boolean NOT NULL,
    status       text NOT NULL CHECK (status IN ('confirmed', 'tentative', 'cancelled')),
    transparency text NOT NULL CHECK (transparency IN ('opaque', 'transparent')),
    tags         text[] NOT NULL,
    version      bigint NOT NULL DEFAULT 1,
    created_by   uuid NOT NULL,
    updated_by   uuid NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    deleted_at   timestamptz,

    CONSTRAINT events_end_after_start CHECK (end_time >= start_time)
);

-- A range places all-day events by the asker's zone, so it reads the two kinds apart: a page of the one
-- must not walk over the other.
CREATE INDEX events_timed ON events (calendar_id, start_time, id) WHERE deleted_at IS NULL AND NOT all_day;
CREATE INDEX events_all_day ON events (calendar_id, start_time, id) WHERE deleted_at IS NULL AND all_day;
CREATE INDEX events_by_start ON events (start_time);
-- What began before a range and reaches into it.
CREATE INDEX events_timed_span ON events USING gist (calendar_id, tstzrange(start_time, end_time))
    WHERE deleted_at IS NULL AND NOT all_day;
CREATE INDEX events_all_day_span ON events USING gist (calendar_id, tstzrange(start_time, end_time))
    WHERE deleted_at IS NULL AND all_day;
CREATE INDEX events_deleted ON events (deleted_at) WHERE deleted_at IS NOT NULL;

-- The copy: what each calendar's version of the membership was when it was last heard of.  A calendar
-- that is deleted stays so.  `emptied`: its events are deleted too.
CREATE TABLE calendar_versions (
    calendar_id uuid PRIMARY KEY,
    version     bigint NOT NULL,
    deleted     boolean NOT NULL DEFAULT false,
    emptied     boolean NOT NULL DEFAULT false,
    changed_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX calendar_versions_to_empty ON calendar_versions (calendar_id) WHERE deleted AND NOT emptied;
CREATE INDEX calendar_versions_emptied ON calendar_versions (changed_at) WHERE emptied;

CREATE TABLE calendar_access (
    calendar_id uuid NOT NULL,
    user_id     uuid NOT NULL,
    role        text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    PRIMARY KEY (calendar_id, user_id)
);
CREATE INDEX calendar_access_by_user ON calendar_access (user_id, calendar_id);

-- Who writes events of a calendar and who changes the two tables above for it meet at one advisory lock
-- until their transactions end; writers share it.  A row lock would not do: ever new writers share the
-- row while a change waits for it, for seconds with eight of them, whereas this lock is first come,
-- first served.  Each of these functions and the statements after it see what was committed before
-- the lock was given.
CREATE FUNCTION hold_to_change(calendar uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(calendar, 0));
    RETURN true;
END $$;

-- The member's role, or NULL.
CREATE FUNCTION hold_to_write(calendar uuid, member uuid) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(uuid_hash_extended(calendar, 0));
    RETURN (SELECT role FROM calendar_access WHERE calendar_id = calendar AND user_id = member);
END $$;

-- How far the calendar service's changes were read.
CREATE TABLE access_position (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    xid      xid8 NOT NULL,
    id       uuid NOT NULL
);
INSERT INTO access_position (xid, id) VALUES ('0', '00000000-0000-0000-0000-000000000000');
