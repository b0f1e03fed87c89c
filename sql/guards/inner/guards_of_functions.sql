-- What each function is: its language, its rights, its settings and its source.
CREATE OR REPLACE FUNCTION ledger_private.guards_of_functions()
RETURNS SETOF text[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY[g.guard, g.definition] AS guard
    FROM (
        SELECT
            'function ' || p.oid::regprocedure AS guard,
            concat_ws(
                ' ', l.lanname,
                CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
                CASE WHEN p.proisstrict THEN 'strict' END,
                CASE WHEN p.prosecdef THEN 'security definer' END,
                CASE WHEN p.proleakproof THEN 'leakproof' END,
                CASE WHEN p.proparallel <> 'u' THEN 'parallel ' || p.proparallel::text END,
                'set ' || array_to_string(p.proconfig, '; '),
                'takes (' || pg_get_function_arguments(p.oid) || ')',
                'returns ' || pg_get_function_result(p.oid),
                'source ' || encode(
                    sha256(convert_to(p.prosrc || coalesce(p.probin, ''), 'UTF8')), 'hex'
                )
            ) AS definition
        FROM pg_proc AS p
        JOIN pg_language AS l ON l.oid = p.prolang
        WHERE p.pronamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        -- Kept as a tree, not as text: what a server prints of it changes with its version.
        SELECT
            'body ' || p.oid::regprocedure, pg_get_function_sqlbody(p.oid)
        FROM pg_proc AS p
        WHERE p.prosqlbody IS NOT NULL
            AND p.pronamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
    ) AS g (guard, definition)
$function$;

COMMENT ON FUNCTION ledger_private.guards_of_functions() IS
'Functions and procedures, with a digest of their source, as guards.';
