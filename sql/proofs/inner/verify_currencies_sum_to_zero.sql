-- Every currency's balances sum to zero, with the credits that are not folded yet: money only
-- moved.
CREATE OR REPLACE FUNCTION ledger_private.verify_currencies_sum_to_zero()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'currency', a.currency, 'sum', trim_scale(sum(a.balance + coalesce(o.amount, 0)))::text
    ) AS detail
    FROM ledger_private.account AS a
    LEFT JOIN (
        SELECT o.account_id, sum(o.amount) AS amount
        FROM ledger_audit.open_credit AS o
        GROUP BY o.account_id
    ) AS o USING (account_id)
    GROUP BY a.currency
    HAVING sum(a.balance + coalesce(o.amount, 0)) <> 0
    ORDER BY a.currency
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_currencies_sum_to_zero() IS
'Every currency''s balances sum to zero: money only moved. Returns the first row that breaks this, or NULL.';
