-- The group roles: those that own a schema of the ledger, or hold a right on one.
CREATE OR REPLACE FUNCTION ledger_private.guarded_roles()
RETURNS SETOF oid
LANGUAGE sql
STABLE
AS $function$
    SELECT r.oid AS role_id
    FROM pg_roles AS r
    WHERE starts_with(r.rolname, 'ledger_')
        AND EXISTS (
            SELECT FROM pg_namespace AS n
            CROSS JOIN LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS a
            WHERE n.oid IN (
                    SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
                )
                AND r.oid IN (n.nspowner, a.grantee)
        )
$function$;

COMMENT ON FUNCTION ledger_private.guarded_roles() IS
'The group roles of the ledger. Logins, which people add, are members of these and hold no right on a schema.';
