-- Fails when the change roles is not in place.
BEGIN;

SELECT 1 / (count(*) = 8)::integer FROM pg_catalog.pg_roles
WHERE rolname IN (
    'ledger_owner', 'ledger_audit_owner', 'ledger_app', 'ledger_operator',
    'ledger_reporter', 'ledger_reporter_personal', 'ledger_auditor', 'ledger_relay'
);

ROLLBACK;
