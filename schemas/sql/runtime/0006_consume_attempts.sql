-- Events that come again, while a process applies them: a row that stays tells that the process died meanwhile.
CREATE TABLE consume_attempts (
    consumer  text NOT NULL,
    event_id  uuid NOT NULL,
    process   uuid NOT NULL,
    processes integer NOT NULL DEFAULT 1, -- that began, one after the other
    began_at  timestamptz NOT NULL DEFAULT now(), -- the first of them
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX consume_attempts_at ON consume_attempts (began_at);
