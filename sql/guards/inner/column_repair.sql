-- How a column gets back its NOT NULL and its default; its type is left to a person.
CREATE OR REPLACE FUNCTION ledger_private.column_repair(
    p_guard text, p_declared text, p_present text
)
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE WHEN p.declared_type = p.present_type THEN format(
        'ALTER TABLE %1$s ALTER %2$s %3$s NOT NULL%4$s', n.names[1], n.names[2],
        CASE WHEN p_declared ~ ' NOT NULL' THEN 'SET' ELSE 'DROP' END,
        CASE WHEN p_declared !~ ' GENERATED ' THEN format(
            ', ALTER %s %s', n.names[2], coalesce(
                'SET DEFAULT ' || substring(p_declared FROM ' DEFAULT (.*)$'),
                'DROP DEFAULT'
            )
        ) END
    ) END
    FROM regexp_match(p_guard, '^column (.*)[.]([^.]+)$') AS n (names)
    CROSS JOIN LATERAL (
        SELECT
            regexp_replace(p_declared, '( NOT NULL| GENERATED | DEFAULT ).*$', ''),
            regexp_replace(p_present, '( NOT NULL| GENERATED | DEFAULT ).*$', '')
    ) AS p (declared_type, present_type)
$function$;

COMMENT ON FUNCTION ledger_private.column_repair(text, text, text) IS
'The statement that puts back whether a column may be NULL, and its default; NULL when its type differs.';
