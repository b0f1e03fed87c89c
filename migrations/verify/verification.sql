-- Fails when the change verification is not in place.
BEGIN;

SELECT verification_number, from_xact_id, before_xact_id, is_ok, broken
FROM ledger_private.verification WHERE false;

ROLLBACK;
