-- Who left a calendar is forgotten like what was deleted, and is found by when that was.

CREATE INDEX calendar_members_left ON calendar_members (left_at) WHERE left_at IS NOT NULL;
