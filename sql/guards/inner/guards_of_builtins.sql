-- Which functions of PostgreSQL are closed to everybody.
CREATE OR REPLACE FUNCTION ledger_private.guards_of_builtins()
RETURNS SETOF text[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY[
        'builtin ' || b.function_id,
        CASE WHEN EXISTS (
            SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
            WHERE a.grantee = 0
        ) THEN 'open' ELSE 'closed' END
    ] AS guard
    FROM ledger_private.guarded_builtins() AS b (function_id)
    JOIN pg_proc AS p ON p.oid = b.function_id
$function$;

COMMENT ON FUNCTION ledger_private.guards_of_builtins() IS
'Functions of PostgreSQL as guards: closed, or open to PUBLIC. See ledger_private.guarded_builtins.';
