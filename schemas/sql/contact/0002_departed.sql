-- Accounts that are gone.  A request that was under way may still make a contact for a second, and a large
-- address book goes in parts; both are found again by these rows, which are kept for a day.
CREATE TABLE departed (
    owner_id uuid PRIMARY KEY,
    since    timestamptz NOT NULL DEFAULT now()
);
