-- How many rows of an account's audit chain up to a place are changes, not entries.
CREATE OR REPLACE FUNCTION ledger_private.changes_until(
    p_account_id uuid,
    p_account_position bigint
)
RETURNS bigint
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce((
        SELECT l.account_position - l.account_version
        FROM ledger_audit.audit_log AS l
        WHERE l.account_id = p_account_id
            AND l.account_position <= p_account_position
        ORDER BY l.account_position DESC
        LIMIT 1
    ), 0)
$function$;

COMMENT ON FUNCTION ledger_private.changes_until(uuid, bigint) IS
'Counts by the last of them: its position less the entries before it.';
