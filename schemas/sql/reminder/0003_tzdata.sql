-- With which time zones the due list was computed.
CREATE TABLE tzdata (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    digest   bigint NOT NULL
);
