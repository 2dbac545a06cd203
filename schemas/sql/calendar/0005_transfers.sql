-- To which member the owner would hand the calendar over, and until when that member may take it.
ALTER TABLE calendars ADD COLUMN transfer_to uuid, ADD COLUMN transfer_until timestamptz,
    ADD CONSTRAINT calendars_transfer_ends CHECK ((transfer_to IS NULL) = (transfer_until IS NULL));
CREATE INDEX calendars_transfers ON calendars (transfer_until) WHERE transfer_until IS NOT NULL;
