-- What is not as it was declared.
CREATE OR REPLACE FUNCTION ledger_private.guard_differences(p_declared jsonb)
RETURNS SETOF ledger_private.guard_difference
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(d.key, p.guard), d.value, p.definition
    FROM ledger_private.present_guards() AS p
    FULL JOIN jsonb_each_text(p_declared) AS d ON d.key = p.guard
    WHERE d.value IS DISTINCT FROM p.definition
    ORDER BY 1
$function$;

COMMENT ON FUNCTION ledger_private.guard_differences(jsonb) IS
'The guards that differ from those of p_declared: changed, missing (present is NULL) or added (declared is NULL).';
