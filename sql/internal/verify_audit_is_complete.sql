-- Every entry has its audit row with the same balances,
-- and no audit row speaks of an entry that is not there.
CREATE OR REPLACE FUNCTION ledger_private.verify_audit_is_complete()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', coalesce(e.account_id, l.account_id),
        'transaction_id', coalesce(e.transaction_id, l.transaction_id)
    ) AS detail
    FROM ledger_private.transaction_entry AS e
    FULL JOIN (
        SELECT * FROM ledger_audit.audit_log AS l WHERE l.transaction_id IS NOT NULL
    ) AS l ON l.account_id = e.account_id AND l.transaction_id = e.transaction_id
    WHERE NOT coalesce(
        l.action = e.entry_type
        AND l.new_balance = e.balance_after
        AND l.new_balance - l.old_balance
            = CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END,
        false
    )
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_audit_is_complete() IS
'Every entry has its audit row with the same balances, and no audit row speaks of an entry that is not there. Returns the first row that breaks this, or NULL.';
