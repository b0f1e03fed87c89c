-- When a change of an account that is no posting was made, by its place in the audit chain.
CREATE OR REPLACE FUNCTION ledger_private.change_at(
    p_account_id uuid,
    p_account_position bigint
)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    SELECT l.created_at
    FROM ledger_audit.audit_log AS l
    WHERE l.account_id = p_account_id
        AND l.account_position = p_account_position
$function$;

COMMENT ON FUNCTION ledger_private.change_at(uuid, bigint) IS
'created_at of the audit row at this place; NULL where an entry or nothing stands.';
