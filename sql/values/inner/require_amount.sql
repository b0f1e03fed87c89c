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
        WHEN p_amount = 'NaN' THEN 'LG101'
        WHEN abs(p_amount) = 'Infinity' THEN 'LG102'
        WHEN p_amount < 0 THEN 'LG103'
        WHEN p_amount = 0 THEN 'LG104'
        WHEN p_amount > 999999999999999999.9999 THEN 'LG106'
        WHEN scale(trim_scale(p_amount)) > p_minor_units THEN 'LG105'
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
