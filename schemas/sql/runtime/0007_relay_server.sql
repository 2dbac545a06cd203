-- The bus server that has all that is marked as published: another one, or the same started anew, may have lost the end
-- of its streams.
CREATE TABLE relay_server (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id       text NOT NULL
);
INSERT INTO relay_server (id) VALUES ('');
