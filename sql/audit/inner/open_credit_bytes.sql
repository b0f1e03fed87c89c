-- The part of a link of the audit chain that says which credit has no entry yet.
CREATE OR REPLACE FUNCTION ledger_private.open_credit_bytes(
    p_account_id uuid,
    p_transaction_id uuid,
    p_amount numeric
)
RETURNS bytea
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ledger_private.entry_bytes(p_account_id, 0, 0, p_transaction_id, p_amount, 0)
$function$;

COMMENT ON FUNCTION ledger_private.open_credit_bytes(uuid, uuid, numeric) IS
'Canonical bytes of a credit whose place in its account''s chain is not known yet; they stand in the link of who pays.';
