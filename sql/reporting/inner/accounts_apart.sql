-- Accounts whose past is not what they hold now less what transactions have moved since.
CREATE OR REPLACE FUNCTION ledger_private.accounts_apart(p_axis text, p_classes text[])
RETURNS uuid[]
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(array_agg(a.account_id), '{}')
    FROM ledger_private.account AS a
    WHERE a.account_class = ANY (p_classes)
        AND (
            -- A folded credit may be booked later than its transaction says.
            a.accumulates
            OR EXISTS (
                SELECT FROM ledger_audit.transaction_entry AS e
                WHERE e.account_id = a.account_id
                    AND e.is_folded
            )
            OR a.updated_at >= clock_timestamp()
            OR EXISTS (
                SELECT FROM ledger_audit.audit_log AS r
                WHERE r.account_id = a.account_id
                    AND r.action = 'REPAIR'
            )
            OR (p_axis = 'effective' AND EXISTS (
                SELECT FROM ledger_private.dated_entry AS d WHERE d.account_id = a.account_id
            ))
        )
$function$;

COMMENT ON FUNCTION ledger_private.accounts_apart(text, text[]) IS
'The accounts of the classes that accumulate or did, that a wrong clock dated, and on the axis effective those with entries that have dates of their own.';
