-- Fails when the change queued_request is not in place.
BEGIN;

SELECT lane, request_id, login, transfer, actor
FROM ledger_private.queued_request WHERE false;
SELECT 1 / (relpersistence = 'u')::integer
FROM pg_catalog.pg_class WHERE oid = 'ledger_private.queued_request'::regclass;

ROLLBACK;
