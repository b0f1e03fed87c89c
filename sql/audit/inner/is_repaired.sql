-- Whether the times of an account were repaired between two of its entries.
CREATE OR REPLACE FUNCTION ledger_private.is_repaired(
    p_account_id uuid,
    p_version bigint,
    p_at timestamptz
)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT EXISTS (
        SELECT FROM ledger_audit.audit_log AS r
        WHERE r.account_id = p_account_id
            AND r.account_version = p_version
            AND r.action = 'REPAIR'
            AND r.created_at <= p_at
    )
$function$;

COMMENT ON FUNCTION ledger_private.is_repaired(uuid, bigint, timestamptz) IS
'True when a REPAIR stands between entry p_version and the next one, which is of p_at, and is not later than that: there alone the times of entries may step back.';
