-- Take the audit log away, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.audit_log;

COMMIT;
