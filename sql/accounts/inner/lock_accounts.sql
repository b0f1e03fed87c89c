-- Take every account of a batch in one ordered lock, and read what the lock protects.
CREATE OR REPLACE FUNCTION ledger_private.lock_accounts(p_account_ids uuid[])
RETURNS ledger_private.posting_account[]
LANGUAGE sql
VOLATILE
AS $function$
    -- NO KEY UPDATE: account ids never change, so references need not wait.
    SELECT array_agg(
        ROW(
            a.account_id, a.user_id, a.status,
            coalesce(a.min_balance, -ledger_private.largest_amount()),
            coalesce(a.max_balance, ledger_private.largest_amount()),
            a.balance, a.held, a.version, a.audit_position, a.audit_hash,
            a.updated_at, a.has_rules, a.allows_credits, NULL
        )::ledger_private.posting_account
    )
    FROM (
        SELECT *
        FROM ledger_private.account AS l
        WHERE l.account_id = ANY (p_account_ids)
        ORDER BY l.account_id
        FOR NO KEY UPDATE
    ) AS a
$function$;

COMMENT ON FUNCTION ledger_private.lock_accounts(uuid[]) IS
'Locks FOR NO KEY UPDATE in ascending account_id order, the only order anything in the ledger locks accounts in, and returns them in it.';
