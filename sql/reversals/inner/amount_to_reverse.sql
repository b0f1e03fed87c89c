-- How much of a transaction is to be reversed: what was asked for, or all that remains.
CREATE OR REPLACE FUNCTION ledger_private.amount_to_reverse(
    p_original ledger_audit.transaction,
    p_amount numeric
)
RETURNS numeric
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_minor_units smallint;
    v_remaining numeric;
    v_amount numeric;
BEGIN
    IF p_original.currency IS NULL THEN
        PERFORM ledger_private.raise_error(
            CASE WHEN p_amount IS NULL THEN 'LG224' ELSE 'LG121' END,
            jsonb_build_object('transaction_id', p_original.transaction_id)
        );
    END IF;
    SELECT c.minor_units INTO STRICT v_minor_units
    FROM ledger_private.currency AS c
    WHERE c.currency = p_original.currency;
    SELECT p_original.amount - coalesce(sum(r.amount), 0) INTO v_remaining
    FROM ledger_audit.transaction AS r
    WHERE r.reverses_transaction_id = p_original.transaction_id
        AND r.status = 'COMPLETED';

    v_amount := coalesce(p_amount, v_remaining);
    IF v_remaining > 0 OR p_amount IS NOT NULL THEN
        PERFORM ledger_private.require_amount(v_amount, v_minor_units);
    END IF;
    IF v_amount > v_remaining OR v_remaining = 0 THEN
        PERFORM ledger_private.raise_error('LG224', jsonb_build_object(
            'transaction_id', p_original.transaction_id,
            'amount', round(v_amount, v_minor_units)::text,
            'remaining', round(v_remaining, v_minor_units)::text,
            'currency', p_original.currency
        ));
    END IF;
    RETURN v_amount;
END
$function$;

COMMENT ON FUNCTION ledger_private.amount_to_reverse(
    ledger_audit.transaction, numeric
) IS
'p_amount, or what remains of p_original, whose row the caller has locked; LG224 when less remains, LG121 when it has several currencies (LG224 when those are reversed), LG1xx for what is no amount.';
