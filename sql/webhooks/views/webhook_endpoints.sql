-- Where events are sent, and which.
CREATE OR REPLACE VIEW ledger.webhook_endpoints AS
SELECT
    e.endpoint_id,
    e.user_id,
    e.url,
    e.event_types,
    e.account_ids,
    e.of_user_id,
    e.category_path,
    e.status,
    e.disabled_reason,
    e.disabled_at,
    e.first_failed_at,
    e.created_at,
    e.updated_at
FROM ledger_private.webhook_endpoint AS e
WHERE e.removed_at IS NULL;

COMMENT ON VIEW ledger.webhook_endpoints IS
'Endpoints that events are sent to, without those that were removed and without their secrets.';
COMMENT ON COLUMN ledger.webhook_endpoints.endpoint_id IS 'The endpoint''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger.webhook_endpoints.user_id IS 'The user whose endpoint it is; 0 is the house.';
COMMENT ON COLUMN ledger.webhook_endpoints.url IS 'Where events are sent by POST.';
COMMENT ON COLUMN ledger.webhook_endpoints.event_types IS 'Types that are sent, prefix.* for all that begin so; NULL: all.';
COMMENT ON COLUMN ledger.webhook_endpoints.account_ids IS 'Only events of these accounts; NULL: of all.';
COMMENT ON COLUMN ledger.webhook_endpoints.of_user_id IS 'Only events of this user and its accounts; NULL: of all.';
COMMENT ON COLUMN ledger.webhook_endpoints.category_path IS 'Only events of accounts in this category or below; NULL: of all.';
COMMENT ON COLUMN ledger.webhook_endpoints.status IS 'ENABLED or DISABLED (nothing is sent).';
COMMENT ON COLUMN ledger.webhook_endpoints.disabled_reason IS 'Why the endpoint is disabled: asked, gone (it answered 410) or failing (for five days); NULL while it is enabled.';
COMMENT ON COLUMN ledger.webhook_endpoints.disabled_at IS 'When the endpoint was disabled, or NULL.';
COMMENT ON COLUMN ledger.webhook_endpoints.first_failed_at IS 'The first failed attempt since the last success; NULL when the last attempt succeeded.';
COMMENT ON COLUMN ledger.webhook_endpoints.created_at IS 'When the endpoint was made.';
COMMENT ON COLUMN ledger.webhook_endpoints.updated_at IS 'When the endpoint was last changed by somebody.';
