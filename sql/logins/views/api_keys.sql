-- API keys without their secrets.
CREATE OR REPLACE VIEW ledger.api_keys AS
SELECT
    k.api_key_id,
    k.user_id,
    k.name,
    k.prefix,
    k.scopes,
    k.created_at,
    k.expires_at,
    k.last_used_at,
    k.revoked_at
FROM ledger_private.api_key AS k;

COMMENT ON VIEW ledger.api_keys IS
'Keys with which programs act as a user. scopes are the permissions that a key is narrowed to, NULL for all of its user''s; last_used_at is kept to the minute.';
