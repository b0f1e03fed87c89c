-- Fails when the change leg_types is not in place.
BEGIN;

SELECT NULL::ledger.entry_request, NULL::ledger.transaction_request,
    NULL::ledger.transaction_result, NULL::ledger_private.requested_leg,
    NULL::ledger_private.resolved_legs,
    NULL::ledger_private.examined_transactions, NULL::ledger_private.decided_legs,
    NULL::ledger_private.decided_transactions;

ROLLBACK;
