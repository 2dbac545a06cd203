-- The overrides that were deleted with a series come back with it.
CREATE INDEX events_deleted_overrides ON events (series_id)
    WHERE (deleted_at IS NOT NULL AND series_id IS NOT NULL) IS TRUE;
