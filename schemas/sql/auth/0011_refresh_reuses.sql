-- How often a refresh token was used after its replacement.  Two tabs of a browser send the same one, or a client that
-- lost the answer sends it again.

ALTER TABLE refresh_tokens ADD COLUMN reuses smallint NOT NULL DEFAULT 0;
