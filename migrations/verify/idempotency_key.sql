-- Fails when the change idempotency_key is not in place.
BEGIN;

SELECT user_id, idempotency_key, request_digest
FROM ledger_private.idempotency_key WHERE false;

ROLLBACK;
