-- Agents: API keys that have credentials for the bus.  A row says when the bus has to be told what became of
-- the agent, and stays until the bus has forgotten it.

CREATE TABLE agents (
    key_id  uuid PRIMARY KEY,  -- no reference: the key may be gone before
    user_id uuid NOT NULL,
    account text NOT NULL,     -- the NATS account of the credentials that hold
    former  text[] NOT NULL DEFAULT '{}',  -- accounts that the bus may still have
    due_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX agents_due ON agents (due_at);
CREATE INDEX agents_user ON agents (user_id);

CREATE FUNCTION agent_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agents SET due_at = now() WHERE key_id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER api_keys_agent AFTER UPDATE OF scopes, expires_at, revoked_at OR DELETE ON api_keys
    FOR EACH ROW EXECUTE FUNCTION agent_is_due();

CREATE FUNCTION agents_are_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agents SET due_at = now() WHERE user_id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER users_agents AFTER UPDATE OF is_active, deleted_at ON users
    FOR EACH ROW EXECUTE FUNCTION agents_are_due();
