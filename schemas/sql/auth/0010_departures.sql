-- The transaction that deleted an account, by which other services find the deletions that they did not hear of.
ALTER TABLE users ADD COLUMN deleted_xid xid8;
UPDATE users SET deleted_xid = pg_current_xact_id() WHERE deleted_at IS NOT NULL;
CREATE INDEX users_departed ON users (deleted_xid, id) WHERE deleted_xid IS NOT NULL;
