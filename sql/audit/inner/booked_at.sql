-- When a row of an account's chain counts as booked: as it says, but no later than the next repair.
CREATE OR REPLACE FUNCTION ledger_private.booked_at(
    p_account_id uuid,
    p_account_position bigint,
    p_created_at timestamptz
)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    SELECT least(p_created_at, (
        SELECT min(r.created_at)
        FROM ledger_audit.audit_log AS r
        WHERE r.account_id = p_account_id
            AND r.account_position > p_account_position
            AND r.action = 'REPAIR'
    ))
$function$;

COMMENT ON FUNCTION ledger_private.booked_at(uuid, bigint, timestamptz) IS
'p_created_at, unless ledger.repair_times has been at work on the account since: then at most the moment of the repair. Along an account''s chain it never runs backwards.';
