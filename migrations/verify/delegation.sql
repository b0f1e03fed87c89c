-- Fails when the change delegation is not in place.
BEGIN;

SELECT account_id, user_id, kind, spent, spend_limit FROM ledger_private.delegation WHERE false;

ROLLBACK;
