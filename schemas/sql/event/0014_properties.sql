-- What clients note on an event for themselves, as MessagePack: JSON types of PostgreSQL keep neither the order of members
-- nor each number as it was.
ALTER TABLE events ADD properties bytea;
