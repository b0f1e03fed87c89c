-- Count what an item of a call does with an account, for the items after it.
CREATE OR REPLACE FUNCTION ledger_private.add_to_sums(
    p_sums ledger_private.fraud_sums,
    p_direction text,
    p_amount numeric
)
RETURNS ledger_private.fraud_sums
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF p_direction = 'out' THEN
        p_sums.outs := coalesce(p_sums.outs, 0) + 1;
        p_sums.paid := coalesce(p_sums.paid, 0) + p_amount;
    ELSE
        p_sums.ins := coalesce(p_sums.ins, 0) + 1;
        p_sums.received := coalesce(p_sums.received, 0) + p_amount;
    END IF;
    RETURN p_sums;
END
$function$;

COMMENT ON FUNCTION ledger_private.add_to_sums(
    ledger_private.fraud_sums, text, numeric
) IS
'p_sums, NULL at first, with one move more: what the account pays (out) or is paid (in).';
