-- Take the change monitor back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.monitor_alert;
DROP TABLE ledger_private.monitor;

COMMIT;
