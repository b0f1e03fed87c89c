-- Fails when the change verification is not in place.
BEGIN;

SELECT verification_number, after_position, through_position, is_ok, broken
FROM ledger_private.verification WHERE false;

SELECT account_id, after_version, through_version FROM ledger_private.fold_proof WHERE false;

ROLLBACK;
