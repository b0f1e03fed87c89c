-- Show posted transactions of many legs as the public face does, each with its entries.
CREATE OR REPLACE FUNCTION ledger_private.transaction_results(
    p_items ledger_private.posting_item[],
    p_actor ledger.actor
)
RETURNS SETOF ledger.transaction_result
LANGUAGE sql
VOLATILE
AS $function$
    SELECT
        i.item_number,
        CASE WHEN i.from_slot IS NOT NULL OR i.is_replay THEN i.transaction_id END,
        i.status,
        i.failure_code,
        (SELECT e.name FROM ledger.errors AS e WHERE e.code = i.failure_code),
        i.failure_detail,
        i.is_replay,
        round(i.amount, coalesce(c.minor_units, 4)),
        i.currency,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'account_id', e.account_id, 'entry_type', e.entry_type,
                'amount', e.amount::text, 'currency', e.currency,
                'account_version', e.account_version, 'balance_after', e.balance_after::text,
                'description', e.description
            ) ORDER BY e.n)
            FROM ledger_private.visible_entries(i.transaction_id, p_actor)
                WITH ORDINALITY AS e (
                    entry_id, transaction_id, account_id, entry_type, amount, currency,
                    account_version, balance_after, counterparty_account_id, description,
                    transaction_type, effective_at, created_at, n
                )
            WHERE i.status <> 'FAILED'
        ), '[]'),
        i.idempotency_key,
        i.description,
        i.metadata,
        i.transaction_type,
        i.effective_at,
        i.created_at
    FROM unnest(p_items) AS i
    LEFT JOIN ledger_private.currency AS c ON c.currency = i.currency
    ORDER BY i.item_number
$function$;

COMMENT ON FUNCTION ledger_private.transaction_results(
    ledger_private.posting_item[], ledger.actor
) IS
'One ledger.transaction_result per item. transaction_id is NULL where nothing was recorded.';
