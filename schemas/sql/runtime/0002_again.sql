-- Rows that were published once and are sent again, because the bus may have lost them.
ALTER TABLE outbox ADD COLUMN again boolean NOT NULL DEFAULT false;
