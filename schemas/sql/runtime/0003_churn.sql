-- Every row of the outbox dies once when it is published and again a day later, and outbox_unsent is then full of
-- dead entries, which the relay walks over first.  So vacuum comes after 5,000 of them, not when a fifth of a day's
-- announcements is dead, and cleans the indexes even when few pages have dead rows.
ALTER TABLE outbox SET (
    autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0.01, vacuum_index_cleanup = on);

-- What is purged lies at the beginning of an index, where the next purge begins to read.
ALTER TABLE idempotency SET (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE consumed SET (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0.02);
