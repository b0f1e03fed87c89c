-- The newest proof that looked at the guards too.
CREATE OR REPLACE FUNCTION ledger_private.last_guard_check()
RETURNS ledger_private.verification
LANGUAGE sql
STABLE
AS $function$
    SELECT v.*
    FROM ledger_private.verification AS v
    WHERE v.broken_guards IS NOT NULL
    ORDER BY v.verification_number DESC
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.last_guard_check() IS
'The newest call of ledger.verify_new that looked at the guards; one in six does, where the worker calls it.';
