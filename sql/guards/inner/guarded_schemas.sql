-- The schemas whose objects are guarded: those that an owner of the ledger holds.
CREATE OR REPLACE FUNCTION ledger_private.guarded_schemas()
RETURNS SETOF oid
LANGUAGE sql
STABLE
AS $function$
    SELECT n.oid AS schema_id
    FROM pg_namespace AS n
    JOIN pg_roles AS r ON r.oid = n.nspowner
    WHERE r.rolname ~ '^ledger_([a-z]+_)?owner$'
$function$;

COMMENT ON FUNCTION ledger_private.guarded_schemas() IS
'The schemas that belong to ledger_owner, ledger_audit_owner or another owner named so.';
