-- Bytes of announcements by the minute in which they were published: by them the oldest go when there are too many.
-- A row is changed with every batch, and there are no more than the minutes of a day.
CREATE TABLE outbox_published (
    minute timestamptz PRIMARY KEY,
    bytes  bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);
