-- Each query fits one index and no other, so that its plan is the same whatever the statistics say.  `(...) IS TRUE`
-- is true when the conditions in it are, but the planner does not look inside: an index with such a predicate serves
-- the queries that repeat it word for word.  So lists go by this one, and searches by contacts_by_search.
DROP INDEX contacts_by_name;
CREATE INDEX contacts_by_name ON contacts (owner_id, sort_name, id) WHERE (deleted_at IS NULL) IS TRUE;

-- It began like contacts_by_name.
DROP INDEX contacts_by_owner;

-- A search reads all of the list of entries that are not yet sorted in.
ALTER INDEX contacts_by_search SET (gin_pending_list_limit = 256);

-- A page of an address book walks over the dead entries among its own, however large the table is.
ALTER TABLE contacts SET (
    fillfactor = 90, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01, vacuum_index_cleanup = on);
