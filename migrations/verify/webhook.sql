-- Fails when the change webhook is not in place.
BEGIN;

SELECT
    endpoint_id, user_id, created_at, updated_at, removed_at, disabled_at, first_failed_at, due_at,
    lease_id, lease_expires_at, of_user_id, status, disabled_reason, url, event_types,
    account_ids, category_path
FROM ledger_private.webhook_endpoint WHERE false;
SELECT user_id, endpoint_id, secret_number, created_at, ends_at, key_id, wrapped_key, sealed
FROM ledger_private.webhook_secret WHERE false;
SELECT
    delivery_id, endpoint_id, user_id, event_position, created_at, next_attempt_at, finished_at,
    last_attempt_at, event_id, attempts, last_response_code, state, event_type, last_error,
    account_ids
FROM ledger_private.webhook_delivery WHERE false;
SELECT
    NULL::ledger.webhook_lease, NULL::ledger.webhook_message,
    NULL::ledger.webhook_replay WHERE false;

ROLLBACK;
