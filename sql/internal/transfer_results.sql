-- Show posted items as the public face does: in order, with the currency's decimals.
CREATE OR REPLACE FUNCTION ledger_private.transfer_results(
    p_items ledger_private.posting_item[]
)
RETURNS SETOF ledger.transfer_result
LANGUAGE sql
STABLE
AS $function$
    SELECT
        i.item_number,
        CASE WHEN i.from_slot IS NOT NULL OR i.is_replay THEN i.transaction_id END,
        i.status,
        i.failure_code,
        (SELECT e.name FROM ledger.errors AS e WHERE e.code = i.failure_code),
        i.failure_detail,
        i.is_replay,
        i.from_account_id,
        i.to_account_id,
        round(i.amount, coalesce(i.minor_units, 4)),
        i.currency,
        round(i.from_balance, i.minor_units),
        round(i.to_balance, i.minor_units),
        i.from_account_version,
        i.to_account_version,
        i.idempotency_key,
        i.description,
        i.metadata,
        i.transaction_type,
        i.effective_at,
        i.created_at
    FROM unnest(p_items) AS i
    ORDER BY i.item_number
$function$;

COMMENT ON FUNCTION ledger_private.transfer_results(ledger_private.posting_item[]) IS
'One ledger.transfer_result per item. transaction_id is NULL where nothing was recorded.';
