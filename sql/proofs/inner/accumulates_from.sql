-- The entry behind which an account's folds can stand.
CREATE OR REPLACE FUNCTION ledger_private.accumulates_from(p_account_id uuid)
RETURNS bigint
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce((
        SELECT l.account_version
        FROM ledger_audit.audit_log AS l
        WHERE l.account_id = p_account_id
            AND (
                l.action = 'OPEN' AND (l.detail ->> 'accumulates')::boolean
                OR l.action = 'ACCUMULATE'
            )
        ORDER BY l.account_position
        LIMIT 1
    ), 0)
$function$;

COMMENT ON FUNCTION ledger_private.accumulates_from(uuid) IS
'How many entries the account had when it first began to accumulate.';
