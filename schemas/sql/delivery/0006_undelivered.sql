-- What an operator is shown, and may have sent again.  See 0001 for `(...) IS TRUE`.
CREATE INDEX deliveries_undelivered ON deliveries (state, channel, kind, created_at) WHERE (state IN ('failed', 'set_aside')) IS TRUE;
