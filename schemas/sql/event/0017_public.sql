-- The hash of a public calendar's token, of the same version as its members; see services/event/access.c.
ALTER TABLE calendar_versions ADD public_hash text;
CREATE INDEX calendar_versions_public ON calendar_versions (public_hash) WHERE public_hash IS NOT NULL;
