-- The entries of a transaction as it was decided, as far as the actor may see them.
CREATE OR REPLACE FUNCTION ledger_private.decided_entries(
    p_item ledger_private.posting_item,
    p_legs ledger_private.posting_leg[],
    p_actor ledger.actor
)
RETURNS ledger.transaction_entries[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_found record;
    v_entry ledger.transaction_entries;
    v_entries ledger.transaction_entries[] := ARRAY[]::ledger.transaction_entries[];
BEGIN
    FOR v_found IN
        SELECT
            l.account_id, l.entry_type, l.currency, l.account_version, l.ordinality,
            round(l.amount, c.minor_units) AS amount,
            round(l.new_balance, c.minor_units) AS balance_after, o.is_open
        FROM unnest(p_legs) WITH ORDINALITY AS l
        JOIN ledger_private.currency AS c USING (currency)
        CROSS JOIN LATERAL (
            VALUES (ledger_private.account_right(
                l.account_id, l.account_user_id, p_actor
            ) IS NOT NULL)
        ) AS o (is_open)
        WHERE o.is_open
            OR ledger_private.sees_all_legs(
                p_item.user_id, p_item.reverses_transaction_id, p_actor
            )
        ORDER BY l.ordinality
    LOOP
        v_entry.transaction_id := p_item.transaction_id;
        v_entry.account_id := v_found.account_id;
        v_entry.entry_type := v_found.entry_type;
        v_entry.amount := v_found.amount;
        v_entry.currency := v_found.currency;
        v_entry.account_version := CASE WHEN v_found.is_open THEN v_found.account_version END;
        v_entry.balance_after := CASE WHEN v_found.is_open THEN v_found.balance_after END;
        v_entry.description := coalesce(
            p_item.leg_descriptions[v_found.ordinality], p_item.description
        );
        v_entry.transaction_type := p_item.transaction_type;
        v_entry.effective_at := p_item.effective_at;
        v_entry.created_at := p_item.created_at;
        v_entries := v_entries || v_entry;
    END LOOP;
    RETURN v_entries;
END
$function$;

COMMENT ON FUNCTION ledger_private.decided_entries(
    ledger_private.posting_item, ledger_private.posting_leg[], ledger.actor
) IS
'What visible_entries says of the item once it is posted, but for entry_id: p_legs are what was decided to write for it. None for a refused item.';
