-- Fails when the change access_change is not in place.
BEGIN;

SELECT xact_id, user_id, changed_at FROM ledger_private.access_change WHERE false;

ROLLBACK;
