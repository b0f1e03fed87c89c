-- Show posted items as the public face does: in order, with the currency's decimals.
CREATE OR REPLACE FUNCTION ledger_private.transfer_results(
    p_items ledger_private.posting_item[],
    p_actor ledger.actor
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
        -- The registry is a list: looking for no code in it took longer than all the rest.
        CASE WHEN i.failure_code IS NOT NULL
            THEN (SELECT e.name FROM ledger.errors AS e WHERE e.code = i.failure_code)
        END,
        i.failure_detail,
        i.is_replay,
        i.from_account_id,
        i.to_account_id,
        -- The currency of an account that one may not see would tell that it is there.
        round(i.amount, CASE WHEN i.failure_code = 'LG001' THEN 4
            ELSE coalesce(i.minor_units, 4)
        END),
        CASE WHEN i.failure_code IS DISTINCT FROM 'LG001' THEN i.currency END,
        round(i.from_balance, i.minor_units),
        CASE WHEN v.sees_payee THEN round(i.to_balance, i.minor_units) END,
        i.from_account_version,
        CASE WHEN v.sees_payee THEN i.to_account_version END,
        i.idempotency_key,
        i.description,
        i.metadata,
        i.transaction_type,
        i.effective_at,
        i.created_at
    FROM unnest(p_items) AS i
    -- A customer is not told what somebody else's account holds.
    CROSS JOIN LATERAL (
        VALUES (
            coalesce((i.actor).role, p_actor.role) <> 'customer'
            OR i.to_user_id = coalesce((i.actor).user_id, p_actor.user_id)
        )
    ) AS v (sees_payee)
    ORDER BY i.item_number
$function$;

COMMENT ON FUNCTION ledger_private.transfer_results(
    ledger_private.posting_item[], ledger.actor
) IS
'One ledger.transfer_result per item. transaction_id is NULL where nothing was recorded.';
