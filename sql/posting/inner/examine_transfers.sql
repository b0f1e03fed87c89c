-- Check what never changes about a transfer: its form, its accounts, its currency.
CREATE OR REPLACE FUNCTION ledger_private.examine_transfers(
    p_transfers ledger.transfer_request[],
    p_actor ledger.actor,
    p_actors ledger.actor[] DEFAULT NULL,
    p_is_linked boolean DEFAULT false
)
RETURNS ledger_private.posting_item[]
LANGUAGE sql
VOLATILE
AS $function$
    SELECT array_agg(
        ledger_private.make_item(
            p_item_number => e.n::integer,
            p_transaction_id => e.transaction_id,
            p_failure_code => e.fault,
            p_failure_detail => CASE
                WHEN e.fault = 'LG340' THEN jsonb_build_object('account_id', e.last_changed_id)
                    || ledger_private.ahead_detail(e.changed_at, clock_timestamp())
                WHEN e.fault = 'LG290' THEN ledger_private.reserved_type_detail(e.reserved_type)
                WHEN e.fault IS NOT NULL THEN ledger_private.fault_detail(
                    e.fault, e.request, e.moved_currency, e.minor_units
                )
            END,
            p_is_replay => false,
            p_request_digest => CASE WHEN e.idempotency_key IS NOT NULL AND e.fault IS NULL
                THEN ledger_private.request_digest(e.request, e.moved_currency)
            END,
            p_from_account_id => e.from_account_id,
            p_to_account_id => e.to_account_id,
            p_user_id => CASE WHEN e.from_user_id = 0 THEN e.to_user_id ELSE e.from_user_id END,
            p_to_user_id => e.to_user_id,
            p_amount => e.amount,
            p_currency => e.moved_currency,
            p_minor_units => e.minor_units,
            p_idempotency_key => e.idempotency_key,
            p_description => e.description,
            p_metadata => e.metadata,
            p_transaction_type => coalesce(e.transaction_type, 'transfer'),
            p_expected_version => e.expected_version,
            p_effective_at => ledger_private.within_calendar(e.effective_at),
            p_actor => p_actors[e.n]
        )
        ORDER BY e.n
    )
    FROM (
        SELECT
            t.*,
            ledger_private.numbered_id(
                (SELECT ledger_private.new_id(0)),
                (SELECT ledger_private.batch_noise(cardinality(p_transfers))), t.n,
                ledger_private.user_bucket(coalesce(nullif(f.user_id, 0), o.user_id, 0))
            ) AS transaction_id,
            coalesce(f.currency, t.currency) AS moved_currency,
            f.minor_units,
            f.user_id AS from_user_id,
            o.user_id AS to_user_id,
            k.reserved_type,
            greatest(f.updated_at, o.updated_at) AS changed_at,
            CASE WHEN f.updated_at >= o.updated_at THEN f.account_id
                ELSE o.account_id END AS last_changed_id,
            CASE
                WHEN p_actors IS NOT NULL AND p_actors[t.n] IS NULL THEN 'LG206'
                WHEN t.from_account_id IS NULL OR t.to_account_id IS NULL OR t.amount IS NULL
                    THEN 'LG108'
                WHEN ledger_private.amount_fault(t.amount) IS NOT NULL
                    THEN ledger_private.amount_fault(t.amount)
                WHEN t.from_account_id = t.to_account_id THEN 'LG107'
                WHEN ledger_private.malformed_field(
                    t.idempotency_key, t.description, t.metadata, t.effective_at,
                    t.transaction_type, t.currency
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
                WHEN t.currency <> f.currency AND NOT EXISTS (
                    SELECT FROM ledger_private.currency AS c WHERE c.currency = t.currency
                ) THEN 'LG003'
                WHEN t.currency <> f.currency OR o.currency <> f.currency THEN 'LG205'
                WHEN ledger_private.amount_fault(t.amount, f.minor_units) IS NOT NULL
                    THEN ledger_private.amount_fault(t.amount, f.minor_units)
                WHEN k.reserved_type IS NOT NULL THEN 'LG290'
                -- Seen before the key is reserved: it will pass when the clock is right.
                WHEN greatest(f.updated_at, o.updated_at)
                    > clock_timestamp() + ledger_private.clock_tolerance() THEN 'LG340'
            END AS fault
        FROM (
            SELECT r AS request, r.*, row_number() OVER () AS n FROM unnest(p_transfers) AS r
        ) AS t
        LEFT JOIN ledger_private.account AS f ON f.account_id = t.from_account_id
        LEFT JOIN ledger_private.account AS o ON o.account_id = t.to_account_id
        CROSS JOIN LATERAL (
            SELECT CASE
                WHEN p_is_linked THEN NULL
                WHEN coalesce(t.transaction_type, 'transfer') <> 'transfer'
                    OR ledger_private.is_outside(o.user_id, o.account_class)
                    THEN ledger_private.reserved_type(
                        coalesce(p_actors[t.n], p_actor), coalesce(t.transaction_type, 'transfer'),
                        ledger_private.is_outside(o.user_id, o.account_class)
                    )
            END AS reserved_type
        ) AS k
    ) AS e
$function$;

COMMENT ON FUNCTION ledger_private.examine_transfers(
    ledger.transfer_request[], ledger.actor, ledger.actor[], boolean
) IS
'One posting_item per request, in order, with failure_code set where the request can never be posted as it stands. Where p_actors are given, a NULL among them stands for one who may not post. With p_is_linked they capture holds or reverse, and their types are the house''s. Takes no lock.';
