-- What is known of the addresses that mails go to.  No address stands here: the id is made of one with a key
-- (recipient.h).
CREATE TABLE addresses (
    id         uuid PRIMARY KEY,
    proved     boolean NOT NULL DEFAULT false,
    stopped_at timestamptz, -- its owner wants no mail any more
    bounced_at timestamptz, -- a server said that it does not exist
    bounce     text,        -- the code of its answer
    recent     timestamptz[] NOT NULL DEFAULT '{}', -- the mails of the last day
    seen_on    date NOT NULL
);
-- An index for its day alone, so that counting a mail changes no index.
CREATE INDEX addresses_seen ON addresses (seen_on) WHERE (stopped_at IS NULL) IS TRUE;

-- How many mails went to whomever.
CREATE TABLE mail_hours (
    hour timestamptz PRIMARY KEY,
    sent bigint NOT NULL
);
