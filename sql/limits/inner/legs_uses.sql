-- What a transaction of many legs would use of the limits on its accounts.
CREATE OR REPLACE FUNCTION ledger_private.legs_uses(
    p_item ledger_private.posting_item,
    p_legs ledger_private.posting_leg[],
    p_accounts ledger_private.posting_account[]
)
RETURNS ledger_private.posting_use[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_uses ledger_private.posting_use[] := ARRAY[]::ledger_private.posting_use[];
    v_use ledger_private.posting_use;
    v_found record;
BEGIN
    -- All legs one way over one account are one use.
    FOR v_found IN
        SELECT
            a.limit_slots, a.account_id, a.user_id, l.currency,
            CASE l.entry_type WHEN 'DEBIT' THEN 'out' ELSE 'in' END AS direction,
            a.minor_units, sum(l.amount) AS amount
        FROM unnest(p_legs) WITH ORDINALITY AS l
        JOIN unnest(p_accounts) AS a ON a.account_id = l.account_id
        WHERE a.limit_slots IS NOT NULL
            AND p_item.reverses_transaction_id IS NULL
            AND (l.entry_type = 'CREDIT' OR p_item.hold_id IS NULL)
        GROUP BY
            a.account_id, a.user_id, a.limit_slots, a.minor_units, l.currency, l.entry_type
        ORDER BY min(l.ordinality)
    LOOP
        v_use.limit_slots := v_found.limit_slots;
        v_use.account_id := v_found.account_id;
        v_use.user_id := v_found.user_id;
        v_use.direction := v_found.direction;
        v_use.currency := v_found.currency;
        v_use.minor_units := v_found.minor_units;
        v_use.transaction_type := p_item.transaction_type;
        v_use.amount := v_found.amount;
        v_use.uses := 1;
        v_use.total := v_found.amount;
        v_uses := v_uses || v_use;
    END LOOP;
    RETURN v_uses;
END
$function$;

COMMENT ON FUNCTION ledger_private.legs_uses(
    ledger_private.posting_item, ledger_private.posting_leg[], ledger_private.posting_account[]
) IS
'One posting_use for each account with limits and direction; empty for reversals.';
