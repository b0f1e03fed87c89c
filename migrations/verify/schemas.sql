-- Fails when the change schemas is not in place.
BEGIN;

SELECT 1 / (count(*) = 4)::integer FROM pg_catalog.pg_namespace
WHERE nspname IN ('ledger', 'reporting', 'ledger_private', 'ledger_audit');

ROLLBACK;
