-- Whether a guard is the installation's own business: declared as it stands when deployed.
CREATE OR REPLACE FUNCTION ledger_private.is_local_guard(p_guard text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT split_part(p_guard, ' ', 1)
        IN ('event_trigger', 'database_setting', 'deployer', 'builtin')
$function$;

COMMENT ON FUNCTION ledger_private.is_local_guard(text) IS
'Whether no release can know a guard: event triggers and settings of the database, who may deploy, and what is closed of PostgreSQL''s own functions. They are declared as they stand.';
