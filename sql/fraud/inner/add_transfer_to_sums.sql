-- Count what a transfer of a call does with its accounts, for the items after it.
CREATE OR REPLACE FUNCTION ledger_private.add_transfer_to_sums(
    p_sums ledger_private.fraud_sums[],
    p_item ledger_private.posting_item
)
RETURNS ledger_private.fraud_sums[]
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    p_sums[p_item.from_slot] := ledger_private.add_to_sums(
        p_sums[p_item.from_slot], 'out', p_item.amount
    );
    p_sums[p_item.to_slot] := ledger_private.add_to_sums(
        p_sums[p_item.to_slot], 'in', p_item.amount
    );
    RETURN p_sums;
END
$function$;

COMMENT ON FUNCTION ledger_private.add_transfer_to_sums(
    ledger_private.fraud_sums[], ledger_private.posting_item
) IS
'p_sums, one for each slot of an account, with one transfer more.';
