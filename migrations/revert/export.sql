-- Take the change export back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TYPE ledger.export_content;
DROP TABLE ledger_private.export_part;
DROP TABLE ledger_private.export;

COMMIT;
