-- CLASS of RFC 5545: of what is not public, viewers see only the times.
ALTER TABLE events
    ADD visibility text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'private', 'confidential'));
