-- What is not as it was declared.
CREATE OR REPLACE FUNCTION ledger_private.guard_differences(p_declared jsonb)
RETURNS SETOF text[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY[coalesce(d.key, p.guard[1]), d.value, p.guard[2]]
    FROM ledger_private.present_guards() AS p (guard)
    FULL JOIN jsonb_each_text(p_declared) AS d ON d.key = p.guard[1]
    WHERE d.value IS DISTINCT FROM p.guard[2]
    ORDER BY 1
$function$;

COMMENT ON FUNCTION ledger_private.guard_differences(jsonb) IS
'The guards that differ from those of p_declared: the name, what was declared (NULL for one that was added), and what is there (NULL for one that is missing).';
