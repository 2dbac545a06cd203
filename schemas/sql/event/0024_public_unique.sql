-- No two calendars have one token, and so a token is looked for by the index whatever the statistics are.
DROP INDEX calendar_versions_public;
CREATE UNIQUE INDEX calendar_versions_public ON calendar_versions (public_hash) WHERE public_hash IS NOT NULL;
