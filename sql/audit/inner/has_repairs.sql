-- Whether the times of an account were ever repaired.
CREATE OR REPLACE FUNCTION ledger_private.has_repairs(p_account_id uuid)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT EXISTS (
        SELECT FROM ledger_audit.audit_log AS r
        WHERE r.account_id = p_account_id
            AND r.action = 'REPAIR'
    )
$function$;

COMMENT ON FUNCTION ledger_private.has_repairs(uuid) IS
'Asked once, so that readers ask booked_at of no row of an account that has none.';
