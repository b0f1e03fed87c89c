-- The roles that a user can be given.
CREATE OR REPLACE FUNCTION ledger_private.known_roles()
RETURNS text[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ARRAY['customer', 'service', 'operator', 'auditor', 'administrator']
$function$;

COMMENT ON FUNCTION ledger_private.known_roles() IS
'All of ledger_private.user_role but house, which is nobody''s. A plan holds the list itself, not the call.';
