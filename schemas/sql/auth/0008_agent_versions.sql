-- What the bus is told of an agent is the same text until something about it changes: the server takes a
-- repeated text for nothing new, and leaves the agent's subscriptions alone.

ALTER TABLE agents ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE agents ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

CREATE OR REPLACE FUNCTION agent_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agents SET due_at = now(), version = version + 1, changed_at = now() WHERE key_id = OLD.id;
    RETURN NULL;
END $$;
DROP TRIGGER api_keys_agent ON api_keys;
CREATE TRIGGER api_keys_agent AFTER UPDATE ON api_keys FOR EACH ROW
    WHEN ((OLD.scopes, OLD.expires_at, OLD.revoked_at) IS DISTINCT FROM (NEW.scopes, NEW.expires_at, NEW.revoked_at))
    EXECUTE FUNCTION agent_is_due();
CREATE TRIGGER api_keys_agent_gone AFTER DELETE ON api_keys FOR EACH ROW EXECUTE FUNCTION agent_is_due();

CREATE OR REPLACE FUNCTION agents_are_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agents SET due_at = now(), version = version + 1, changed_at = now() WHERE user_id = OLD.id;
    RETURN NULL;
END $$;
