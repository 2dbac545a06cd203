-- Whoever has the token of a public calendar is known by its hash: the event service keeps this alone, and nothing else
-- looks a calendar up by what was sent.
ALTER TABLE calendars
    ADD public_hash text GENERATED ALWAYS AS (encode(sha256(decode(public_token, 'escape')), 'hex')) STORED,
    -- Whether the calendar is public, or was at any time: services with a copy of who may see it have heard so.
    ADD was_public boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT calendars_public_token_key;
CREATE UNIQUE INDEX calendars_public ON calendars (public_hash) WHERE public_hash IS NOT NULL;

-- Copies of other services do not have these hashes yet.
UPDATE calendars SET was_public = true, access_version = access_version + 1, access_xid = DEFAULT
WHERE is_public AND deleted_at IS NULL;
UPDATE calendars SET is_public = false, public_token = NULL WHERE is_public AND deleted_at IS NOT NULL;
