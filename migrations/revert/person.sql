-- Take personal data away.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.person;

COMMIT;
