-- Whether an account's entries of one statement carry on, one by one, from what it held before.
CREATE OR REPLACE FUNCTION ledger_private.entries_follow(
    p_account_id uuid,
    p_version bigint,
    p_new_version bigint,
    p_balance numeric
)
RETURNS boolean
LANGUAGE sql
VOLATILE
AS $function$
    SELECT count(*) = p_new_version - p_version
        AND coalesce(bool_and(e.balance_after = p_balance + e.moved), false)
    FROM (
        SELECT
            e.balance_after,
            sum(CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END) OVER (
                ORDER BY e.account_version
            ) AS moved
        FROM ledger_private.transaction_entry AS e
        WHERE e.account_id = p_account_id
            AND e.account_version > p_version
    ) AS e
$function$;

COMMENT ON FUNCTION ledger_private.entries_follow(uuid, bigint, bigint, numeric) IS
'True when the entries after p_version are as many as p_new_version says, and each balance follows from the one before, the first from p_balance.';
