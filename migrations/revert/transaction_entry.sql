-- Take the change transaction_entry back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.open_credit;
DROP TABLE ledger_audit.transaction_entry;
DROP SEQUENCE ledger_audit.log_id_seq;

COMMIT;
