-- The mail that tells that a webhook was disabled; until it is made active again.
ALTER TABLE webhooks ADD COLUMN mail_id uuid;
CREATE INDEX webhooks_mail ON webhooks (mail_id) WHERE (mail_id IS NOT NULL) IS TRUE;
