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
    k.revoked_at,
    k.made_by_user_id,
    k.acceptance_ends_at,
    k.accepted_at,
    k.account_ids,
    k.category_paths,
    k.transaction_types,
    k.currency,
    round(k.maximum_amount, c.minor_units) AS maximum_amount
FROM ledger_private.api_key AS k
LEFT JOIN ledger_private.currency AS c USING (currency);

COMMENT ON VIEW ledger.api_keys IS
'Keys with which programs act as a user. scopes are the permissions that a key is narrowed to, NULL for all of its user''s; last_used_at is kept to the minute. A key with acceptance_ends_at is good from accepted_at on. What is not NULL after that restricts it.';

COMMENT ON COLUMN ledger.api_keys.api_key_id IS 'Id of the API key, a UUIDv7 with the bucket of its owner; not the key.';
COMMENT ON COLUMN ledger.api_keys.user_id IS 'The user whom the API key stands for.';
COMMENT ON COLUMN ledger.api_keys.name IS 'What the API key is for.';
COMMENT ON COLUMN ledger.api_keys.prefix IS 'How the API key begins, to tell it from others.';
COMMENT ON COLUMN ledger.api_keys.scopes IS 'Permissions that the API key is narrowed to; NULL for all of its user''s.';
COMMENT ON COLUMN ledger.api_keys.created_at IS 'When the API key was made.';
COMMENT ON COLUMN ledger.api_keys.expires_at IS 'The moment from which the API key is void.';
COMMENT ON COLUMN ledger.api_keys.last_used_at IS 'When the API key was last used, to the minute; NULL for never.';
COMMENT ON COLUMN ledger.api_keys.revoked_at IS 'When the API key was revoked, or NULL.';
COMMENT ON COLUMN ledger.api_keys.made_by_user_id IS 'The user who made the API key; NULL for a database session, and for API keys older than the column.';
COMMENT ON COLUMN ledger.api_keys.acceptance_ends_at IS 'Until when its user has to accept the API key; NULL: it needs no acceptance.';
COMMENT ON COLUMN ledger.api_keys.accepted_at IS 'When its user accepted the API key; NULL: not yet, or it needs no acceptance.';
COMMENT ON COLUMN ledger.api_keys.account_ids IS 'Accounts that the API key reads, and takes or holds money on, with those of category_paths; both NULL: all of its user''s.';
COMMENT ON COLUMN ledger.api_keys.category_paths IS 'Categories whose accounts, and those below, the API key reaches as well.';
COMMENT ON COLUMN ledger.api_keys.transaction_types IS 'Types that the API key posts as; NULL: all that its user may.';
COMMENT ON COLUMN ledger.api_keys.currency IS 'The one asset code that the API key moves; NULL: any.';
COMMENT ON COLUMN ledger.api_keys.maximum_amount IS 'The most that the API key moves in one transaction, in units of currency; NULL: any amount.';
