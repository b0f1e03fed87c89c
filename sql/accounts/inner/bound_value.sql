-- A floor or ceiling as it is stored: NULL for none, else exact in the currency.
CREATE OR REPLACE FUNCTION ledger_private.bound_value(
    p_bound numeric,
    p_minor_units smallint,
    p_field text
)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_code text := CASE
        WHEN p_bound = CASE p_field WHEN 'min_balance' THEN 'Infinity' ELSE '-Infinity' END::numeric
            THEN 'LG102'
        WHEN abs(p_bound) = 'Infinity' THEN NULL
        ELSE nullif(ledger_private.amount_fault(abs(p_bound), p_minor_units), 'LG104')
    END;
BEGIN
    IF v_code IS NOT NULL THEN
        PERFORM ledger_private.raise_error(v_code, jsonb_build_object(
            'field', p_field, 'amount', p_bound::text, 'decimals_allowed', p_minor_units
        ));
    END IF;
    RETURN nullif(nullif(p_bound, 'Infinity'), '-Infinity');
END
$function$;

COMMENT ON FUNCTION ledger_private.bound_value(numeric, smallint, text) IS
'-Infinity (min_balance) and Infinity (max_balance) mean no bound, stored as NULL. Raises LG101, LG102, LG105 or LG106.';
