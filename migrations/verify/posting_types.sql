-- Fails when the change posting_types is not in place.
BEGIN;

SELECT NULL::ledger_private.posting_account, NULL::ledger_private.posting_item,
    NULL::ledger_private.posting_leg;

ROLLBACK;
