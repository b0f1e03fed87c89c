-- Take the change verification back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.fold_proof;
DROP TABLE ledger_private.verification;

COMMIT;
