-- Fails when the change hold is not in place.
BEGIN;

SELECT hold_id, account_id, user_id, amount, captured, released, remaining, tolerance, status
FROM ledger_private.hold WHERE false;
SELECT hold_id, event_number, transaction_id FROM ledger_private.hold_event WHERE false;

ROLLBACK;
