-- What a transaction of many legs would use of the limits on its accounts.
CREATE OR REPLACE FUNCTION ledger_private.legs_uses(
    p_item ledger_private.posting_item,
    p_legs ledger_private.posting_leg[],
    p_accounts ledger_private.posting_account[]
)
RETURNS ledger_private.posting_use[]
LANGUAGE sql
STABLE
AS $function$
    -- All legs one way over one account are one use.
    SELECT coalesce(array_agg(
        ROW(
            c.limit_slots, c.account_id, c.user_id, c.direction, c.currency, c.minor_units,
            p_item.transaction_type, c.amount, 1, c.amount
        )::ledger_private.posting_use
        ORDER BY c.first_leg
    ), '{}')
    FROM (
        SELECT
            min(l.ordinality) AS first_leg, a.limit_slots, a.account_id, a.user_id, l.currency,
            CASE l.entry_type WHEN 'DEBIT' THEN 'out' ELSE 'in' END AS direction,
            max(scale(l.new_balance))::smallint AS minor_units,
            sum(l.amount) AS amount
        FROM unnest(p_legs) WITH ORDINALITY AS l
        JOIN unnest(p_accounts) AS a ON a.account_id = l.account_id
        WHERE a.limit_slots IS NOT NULL
            AND p_item.reverses_transaction_id IS NULL
            AND (l.entry_type = 'CREDIT' OR p_item.hold_id IS NULL)
        GROUP BY a.account_id, a.user_id, a.limit_slots, l.currency, l.entry_type
    ) AS c
$function$;

COMMENT ON FUNCTION ledger_private.legs_uses(
    ledger_private.posting_item, ledger_private.posting_leg[], ledger_private.posting_account[]
) IS
'One posting_use for each account with limits and direction; empty for reversals.';
