-- By the text of the id, so that the count of a user's refused attempts fits this index and not audit_user, which has
-- all that was ever done to the account.
DROP INDEX audit_refusals;
CREATE INDEX audit_refusals ON audit ((user_id::text), created_at)
    WHERE action IN ('session.refused', 'password.refused');

-- Rows that are changed or replaced all the time: each of their ends is indexed and moves with every use.  Vacuum
-- comes by the number of the dead, not when they are a fifth of the table.
ALTER TABLE sessions SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE refresh_tokens SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE tickets SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE login_failures SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE agents SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);

-- Of a key each use changes no indexed column: with room on its page, the new version needs no index entry.  While a long
-- transaction keeps the old versions, there is no room, and a count of its user's keys walks over their entries.
ALTER TABLE api_keys SET (
    fillfactor = 80, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01, vacuum_index_cleanup = on);
