-- What an attendee answers to one occurrence of a series, by its place on the wall clock as overrides have it, or
-- `onwards` to it and all that follow.  The answer to everything else is the attendee's own.
CREATE TABLE event_answers (
    attendee_id uuid NOT NULL REFERENCES event_attendees (id) ON DELETE CASCADE,
    wall        timestamp NOT NULL,
    onwards     boolean NOT NULL,
    status      text NOT NULL CHECK (status IN ('needs_action', 'accepted', 'declined', 'tentative')),
    PRIMARY KEY (attendee_id, wall, onwards)
);
