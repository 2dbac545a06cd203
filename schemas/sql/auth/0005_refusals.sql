-- Refused attempts to sign in stand in the trail too, so many in an hour.

CREATE INDEX audit_refusals ON audit (user_id, created_at)
    WHERE action IN ('session.refused', 'password.refused');
