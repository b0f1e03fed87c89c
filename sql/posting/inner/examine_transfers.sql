-- Check what never changes about a transfer: its form, its accounts, its currency.
CREATE OR REPLACE FUNCTION ledger_private.examine_transfers(
    p_transfers ledger.transfer_request[],
    p_actor ledger.actor,
    p_actors ledger.actor[] DEFAULT NULL
)
RETURNS ledger_private.posting_item[]
LANGUAGE sql
VOLATILE
AS $function$
    SELECT array_agg(
        ROW(
            e.n, e.transaction_id, NULL, e.fault,
            CASE WHEN e.fault IS NOT NULL
                THEN ledger_private.fault_detail(e.fault, e.request, e.currency, e.minor_units)
            END,
            false,
            CASE WHEN e.idempotency_key IS NOT NULL
                THEN ledger_private.request_digest(e.request, e.currency)
            END,
            NULL, NULL, e.from_account_id, e.to_account_id,
            CASE WHEN e.from_user_id = 0 THEN e.to_user_id ELSE e.from_user_id END,
            e.to_user_id, e.amount, e.currency, e.minor_units, e.idempotency_key, e.description,
            e.metadata, coalesce(e.transaction_type, 'transfer'), e.expected_version,
            NULL, NULL, NULL, NULL, ledger_private.within_calendar(e.effective_at), NULL,
            NULL, NULL, NULL, NULL, p_actors[e.n], NULL, NULL
        )::ledger_private.posting_item
    )
    FROM (
        SELECT
            t.*,
            ROW(
                t.from_account_id, t.to_account_id, t.amount, t.requested_currency,
                t.idempotency_key, t.description, t.metadata, t.effective_at,
                t.transaction_type, t.expected_version
            )::ledger.transfer_request AS request,
            ledger_private.numbered_id((SELECT ledger_private.new_id()), t.n) AS transaction_id,
            coalesce(f.currency, t.requested_currency) AS currency,
            f.minor_units,
            f.user_id AS from_user_id,
            o.user_id AS to_user_id,
            CASE
                WHEN p_actors IS NOT NULL AND p_actors[t.n] IS NULL THEN 'LG206'
                WHEN t.from_account_id IS NULL OR t.to_account_id IS NULL OR t.amount IS NULL
                    THEN 'LG108'
                WHEN ledger_private.amount_fault(t.amount) IS NOT NULL
                    THEN ledger_private.amount_fault(t.amount)
                WHEN t.from_account_id = t.to_account_id THEN 'LG107'
                WHEN ledger_private.malformed_field(
                    t.idempotency_key, t.description, t.metadata, t.effective_at,
                    t.transaction_type
                ) IS NOT NULL THEN 'LG109'
                WHEN f.account_id IS NULL OR o.account_id IS NULL THEN 'LG001'
                -- What is not a customer's own looks like what is not there.
                WHEN coalesce((p_actors[t.n]).role, p_actor.role) = 'customer'
                    AND f.user_id <> coalesce((p_actors[t.n]).user_id, p_actor.user_id)
                    AND coalesce(ledger_private.account_right(
                        f.account_id, f.user_id, coalesce(p_actors[t.n], p_actor)
                    ), 'none') NOT IN ('owner', 'spender')
                    THEN ledger_private.right_refusal(
                        f.account_id, f.user_id, coalesce(p_actors[t.n], p_actor)
                    )
                WHEN t.requested_currency <> f.currency AND NOT EXISTS (
                    SELECT FROM ledger_private.currency AS c WHERE c.currency = t.requested_currency
                ) THEN 'LG003'
                WHEN t.requested_currency <> f.currency OR o.currency <> f.currency THEN 'LG205'
                ELSE ledger_private.amount_fault(t.amount, f.minor_units)
            END AS fault
        FROM unnest(p_transfers) WITH ORDINALITY AS t (
            from_account_id, to_account_id, amount, requested_currency, idempotency_key,
            description, metadata, effective_at, transaction_type, expected_version, n
        )
        LEFT JOIN ledger_private.account AS f ON f.account_id = t.from_account_id
        LEFT JOIN ledger_private.account AS o ON o.account_id = t.to_account_id
        ORDER BY t.n
    ) AS e
$function$;

COMMENT ON FUNCTION ledger_private.examine_transfers(
    ledger.transfer_request[], ledger.actor, ledger.actor[]
) IS
'One posting_item per request, in order, with failure_code set where the request can never be posted as it stands. Where p_actors are given, a NULL among them stands for one who may not post. Takes no lock.';
