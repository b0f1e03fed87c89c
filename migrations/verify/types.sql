-- Fails when the change types is not in place.
BEGIN;

SELECT NULL::ledger.actor, NULL::ledger.account_request, NULL::ledger.transfer_request,
    NULL::ledger.transfer_result, NULL::ledger.check_result, NULL::ledger_private.money,
    NULL::ledger_private.user_role,
    NULL::ledger_private.candidates, NULL::ledger_private.candidate_part;

ROLLBACK;
