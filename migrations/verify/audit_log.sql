-- Fails when the change audit_log is not in place.
BEGIN;

SELECT log_id, account_id, account_position, row_hash FROM ledger_audit.audit_log WHERE false;

ROLLBACK;
