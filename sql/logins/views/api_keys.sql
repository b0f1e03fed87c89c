-- API keys without their secrets.
CREATE OR REPLACE VIEW ledger.api_keys AS
SELECT
    k.api_key_id,
    k.user_id,
    k.name::text AS name,
    k.prefix,
    k.scopes,
    k.created_at,
    k.expires_at,
    k.last_used_at,
    k.revoked_at
FROM ledger_private.api_key AS k;

COMMENT ON VIEW ledger.api_keys IS
'Keys with which programs act as a user. scopes are the permissions that a key is narrowed to, NULL for all of its user''s; last_used_at is kept to the minute.';

COMMENT ON COLUMN ledger.api_keys.api_key_id IS 'Id of the API key, a UUIDv7 with the bucket of its owner; not the key.';
COMMENT ON COLUMN ledger.api_keys.user_id IS 'The user whom the API key stands for.';
COMMENT ON COLUMN ledger.api_keys.name IS 'What the API key is for.';
COMMENT ON COLUMN ledger.api_keys.prefix IS 'How the API key begins, to tell it from others.';
COMMENT ON COLUMN ledger.api_keys.scopes IS 'Permissions that the API key is narrowed to; NULL for all of its user''s.';
COMMENT ON COLUMN ledger.api_keys.created_at IS 'When the API key was made.';
COMMENT ON COLUMN ledger.api_keys.expires_at IS 'The moment from which the API key is void.';
COMMENT ON COLUMN ledger.api_keys.last_used_at IS 'When the API key was last used, to the minute; NULL for never.';
COMMENT ON COLUMN ledger.api_keys.revoked_at IS 'When the API key was revoked, or NULL.';
