-- Who did what to an account and its keys, when and from where.  Rows are only ever added: they outlive
-- the account, and name it by its id alone.

CREATE TABLE audit (
    id         uuid PRIMARY KEY,  -- version 7: in order of time
    user_id    uuid NOT NULL,     -- whose account it is
    action     text NOT NULL,
    object_id  uuid,              -- the key or the session it was done to
    session_id uuid,              -- of who did it; NULL: nobody signed in, or an operator
    address    text,              -- of the client
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_user ON audit (user_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    EXECUTE FUNCTION refuse_change();
