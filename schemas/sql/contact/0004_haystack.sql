-- What search looks through is now made by the service, which folds the words of a search in the same way.  What
-- stands there is found as before until a job of the service has made it anew: that it is of another version than the
-- contact says so, also of a contact that a service of an earlier release changes meanwhile.
ALTER TABLE contacts ALTER COLUMN haystack DROP EXPRESSION;
ALTER TABLE contacts ALTER COLUMN haystack SET DEFAULT '', ADD COLUMN haystack_version bigint NOT NULL DEFAULT 0;

CREATE INDEX contacts_stale ON contacts (id) WHERE (haystack_version <> version AND deleted_at IS NULL) IS TRUE;

DROP FUNCTION search_patterns(text);
DROP FUNCTION digits(text);
