-- A member has a version of its own, and the calendars of one role are found without the others.
ALTER TABLE calendar_members ADD COLUMN version bigint NOT NULL DEFAULT 1;
CREATE INDEX calendar_members_by_role ON calendar_members (user_id, role, calendar_id)
    WHERE (left_at IS NULL AND role IS NOT NULL) IS TRUE;
