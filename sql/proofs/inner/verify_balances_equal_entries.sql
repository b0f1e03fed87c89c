-- Each account holds what its entries add up to, and has as many as its version says.
CREATE OR REPLACE FUNCTION ledger_private.verify_balances_equal_entries()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', a.account_id, 'balance', trim_scale(a.balance)::text,
        'entries', trim_scale(coalesce(s.total, 0))::text, 'version', a.version
    ) AS detail
    FROM ledger_private.account AS a
    LEFT JOIN (
        SELECT
            e.account_id,
            count(*) AS entries,
            sum(CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END) AS total
        FROM ledger_audit.transaction_entry AS e
        GROUP BY e.account_id
    ) AS s USING (account_id)
    WHERE (a.balance, a.version) IS DISTINCT FROM (
        coalesce(s.total, 0), coalesce(s.entries, 0)
    )
    ORDER BY a.account_id
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_balances_equal_entries() IS
'Each account holds what its entries add up to, and has as many as its version says. Returns the first row that breaks this, or NULL.';
