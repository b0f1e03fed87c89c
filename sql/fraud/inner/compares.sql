-- Whether a value stands to a threshold as a rule says.
CREATE OR REPLACE FUNCTION ledger_private.compares(
    p_value numeric,
    p_comparison text,
    p_threshold numeric
)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT coalesce(CASE p_comparison
        WHEN '<' THEN p_value < p_threshold
        WHEN '<=' THEN p_value <= p_threshold
        WHEN '=' THEN p_value = p_threshold
        WHEN '>=' THEN p_value >= p_threshold
        WHEN '>' THEN p_value > p_threshold
    END, false)
$function$;

COMMENT ON FUNCTION ledger_private.compares(numeric, text, numeric) IS
'True when it does; false for NULL: what is not known hits no rule.';
