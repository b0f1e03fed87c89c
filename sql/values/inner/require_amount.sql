-- An amount as the ledger can move it: positive, finite, exact in its currency.
CREATE OR REPLACE FUNCTION ledger_private.require_amount(
    p_amount numeric,
    p_minor_units smallint
)
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_code text := CASE
        WHEN p_amount IS NULL THEN 'LG108'
        ELSE ledger_private.amount_fault(p_amount, p_minor_units)
    END;
BEGIN
    IF v_code = 'LG108' THEN
        PERFORM ledger_private.raise_error(v_code, '{"missing": ["amount"]}');
    ELSIF v_code IS NOT NULL THEN
        PERFORM ledger_private.raise_error(v_code, jsonb_build_object(
            'amount', left(p_amount::text, 60), 'decimals_allowed', p_minor_units
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_amount(numeric, smallint) IS
'Raise LG108, LG101, LG102, LG103, LG104, LG106 or LG105 unless p_amount is an amount with at most p_minor_units decimals.';
