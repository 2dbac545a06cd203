-- How a member has a calendar shown.
ALTER TABLE calendar_members
    ADD COLUMN display_id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN display_name text,
    ADD COLUMN display_color text,
    ADD COLUMN display_position integer,
    ADD COLUMN display_version bigint NOT NULL DEFAULT 1;
