-- Calendars and their members.
CREATE TABLE calendars (
    id           uuid PRIMARY KEY,
    owner_id     uuid NOT NULL,
    name         text NOT NULL,
    description  text,
    color        text NOT NULL,
    timezone     text NOT NULL,
    is_public    boolean NOT NULL,
    public_token text UNIQUE,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    deleted_at   timestamptz,

    -- Who may see it, as a state with a version: every change of its members, and its deletion, counts
    -- access_version up and sets access_xid to DEFAULT.  By access_xid a keeper of a copy finds what
    -- it missed.
    access_version bigint NOT NULL DEFAULT 1,
    access_xid     xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT calendars_public_has_token CHECK (is_public = (public_token IS NOT NULL))
);

CREATE INDEX calendars_by_owner ON calendars (owner_id);
CREATE INDEX calendars_by_access ON calendars (access_xid, id);
CREATE INDEX calendars_deleted ON calendars (deleted_at) WHERE deleted_at IS NOT NULL;

-- The owner is a member like the others.  Whoever changes a row here locks its calendar's row first.
CREATE TABLE calendar_members (
    calendar_id uuid NOT NULL REFERENCES calendars ON DELETE CASCADE,
    user_id     uuid NOT NULL,
    role        text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    joined_at   timestamptz NOT NULL DEFAULT now(),
    left_at     timestamptz,
    PRIMARY KEY (calendar_id, user_id)
);

CREATE UNIQUE INDEX calendar_members_one_owner ON calendar_members (calendar_id) WHERE role = 'owner';
CREATE INDEX calendar_members_by_user ON calendar_members (user_id, calendar_id) WHERE left_at IS NULL;

-- Accounts that were deleted lately: what they own, or still get by a request that was on its way, goes.
CREATE TABLE departed (
    user_id  uuid PRIMARY KEY,
    noted_at timestamptz NOT NULL DEFAULT now()
);
