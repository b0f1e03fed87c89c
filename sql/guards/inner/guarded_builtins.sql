-- What PostgreSQL lets everybody call, and no login of the ledger needs.
CREATE OR REPLACE FUNCTION ledger_private.guarded_builtins()
RETURNS SETOF regprocedure
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT p.oid::regprocedure
    FROM pg_proc AS p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace
        AND (
            -- Who holds a lock that the ledger takes keeps all others waiting.
            p.proname ~ '^pg_(try_)?advisory_(xact_)?lock(_shared)?$'
            -- Large objects fill the disk, and are in no table.
            OR p.proname IN (
                'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lo_truncate', 'lo_truncate64',
                'lowrite'
            )
        )
$function$;

COMMENT ON FUNCTION ledger_private.guarded_builtins() IS
'Functions of PostgreSQL that the ledger takes from PUBLIC in its database: advisory locks, which only the ledger, operators and superusers take then, and large objects, which only superusers write. None whose arguments differ between versions of PostgreSQL: a dump of its rights would not restore.';
