-- Fails when the change period_act is not in place.
BEGIN;

SELECT act_number, action, closed_through_on, reason, row_hash
FROM ledger_private.period_act WHERE false;
SELECT period_id, act_number, open_from_at FROM ledger_private.open_period WHERE false;

ROLLBACK;
