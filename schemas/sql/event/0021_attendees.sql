-- Who is invited to an event, or to a whole series; overrides have those of their series.
CREATE TABLE event_attendees (
    id         uuid PRIMARY KEY,
    event_id   uuid NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    user_id    uuid,
    email      text,
    name       text,
    status     text NOT NULL CHECK (status IN ('needs_action', 'accepted', 'declined', 'tentative')),
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT event_attendees_somebody CHECK (user_id IS NOT NULL OR email IS NOT NULL)
);
CREATE INDEX event_attendees_in_order ON event_attendees (event_id, id);
CREATE UNIQUE INDEX event_attendees_addresses ON event_attendees (event_id, lower(email)) WHERE (email IS NOT NULL) IS TRUE;
-- What somebody attends, and whether somebody attends an event.
CREATE UNIQUE INDEX event_attendees_users ON event_attendees (user_id, event_id) WHERE (user_id IS NOT NULL) IS TRUE;

-- What lists show of them without a look at their table: how many they are, and the first 20 as MessagePack (invited.h).
ALTER TABLE events ADD attendee_count bigint NOT NULL DEFAULT 0, ADD attendees bytea;

-- Addresses without an account, which may get one.
CREATE INDEX event_attendees_unlinked ON event_attendees (lower(email)) WHERE (user_id IS NULL AND email IS NOT NULL) IS TRUE;

-- Accounts of which attendees are to know: one that has proved an address, or with a null one that is gone.  A request that
-- was under way may still invite by what it has read before, so rows are kept for ten minutes at least.
CREATE TABLE heard_accounts (
    user_id uuid PRIMARY KEY,
    email   text,
    since   timestamptz NOT NULL DEFAULT now()
);
