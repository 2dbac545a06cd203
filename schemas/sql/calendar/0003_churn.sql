-- Every change of its members moves a calendar to the end of calendars_by_access, and leaves a dead entry behind.
ALTER TABLE calendars SET (
    fillfactor = 90, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01, vacuum_index_cleanup = on);
ALTER TABLE calendar_members SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);
