-- How far each consumer has read the state of the service whose events it hears (shared/actor/rebuild.h): a
-- transaction and an object of that service.
CREATE TABLE positions (
    consumer text PRIMARY KEY,
    xid      xid8 NOT NULL,
    id       uuid NOT NULL
);
