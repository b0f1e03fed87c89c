-- Each account's balance lies between its floor and its ceiling; a closed one is empty; what
-- accumulates has no ceiling and no limits.
CREATE OR REPLACE FUNCTION ledger_private.verify_balances_within_bounds()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', a.account_id, 'balance', trim_scale(a.balance)::text, 'held', trim_scale(a.held)::text,
        'min_balance', trim_scale(a.min_balance)::text, 'max_balance', trim_scale(a.max_balance)::text
    ) AS detail
    FROM ledger_private.account AS a
    WHERE a.balance - a.held < a.min_balance
        OR a.balance > a.max_balance
        OR (a.accumulates AND (a.max_balance IS NOT NULL OR a.has_rules))
        OR (a.status = 'CLOSED' AND (a.balance <> 0 OR a.held <> 0))
    ORDER BY a.account_id
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_balances_within_bounds() IS
'Each account''s balance lies between its floor and its ceiling; a closed one is empty, one that accumulates has no ceiling and no limits. Returns the first row that breaks this, or NULL.';
