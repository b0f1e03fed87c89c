-- Check what never changes about each leg: its form, its account, its currency.
CREATE OR REPLACE FUNCTION ledger_private.examine_legs(
    p_item_number integer,
    p_entries ledger.entry_request[],
    p_actor ledger.actor
)
RETURNS ledger_private.requested_leg[]
LANGUAGE sql
VOLATILE
AS $function$
    SELECT array_agg(
        ROW(
            p_item_number, e.n, e.account_id, e.user_id, e.entry_type,
            CASE WHEN e.kind IN ('fraction', 'percent') THEN 'share'
                ELSE coalesce(e.kind, 'fixed')
            END,
            e.amount,
            CASE e.kind WHEN 'percent' THEN e.share * 0.01 WHEN 'rest' THEN 1 ELSE e.share END,
            coalesce(e.account_currency, e.currency), e.minor_units, e.description,
            e.expected_version, e.fault ->> 'code',
            jsonb_build_object('leg', e.n) || (e.fault - 'code'), NULL, NULL, NULL
        )::ledger_private.requested_leg
        ORDER BY e.n
    )
    FROM (
        SELECT
            r.*, a.user_id, a.currency AS account_currency, a.minor_units,
            coalesce(ledger_private.leg_fault(
                ROW(
                    r.account_id, r.entry_type, r.amount, r.kind, r.share, r.currency,
                    r.description, r.expected_version
                )::ledger.entry_request
            ), CASE
                -- What is not a customer's own looks like what is not there.
                WHEN a.account_id IS NULL
                    THEN jsonb_build_object('code', 'LG001', 'account_id', r.account_id)
                WHEN r.entry_type = 'DEBIT' AND ledger_private.account_right(
                    a.account_id, a.user_id, p_actor
                ) IS DISTINCT FROM 'owner' THEN jsonb_build_object(
                    'code', ledger_private.right_refusal(a.account_id, a.user_id, p_actor),
                    'account_id', r.account_id
                )
                WHEN r.currency <> a.currency AND NOT EXISTS (
                    SELECT FROM ledger_private.currency AS c WHERE c.currency = r.currency
                ) THEN jsonb_build_object('code', 'LG003', 'currency', r.currency)
                WHEN r.currency <> a.currency THEN jsonb_build_object(
                    'code', 'LG205', 'currency', r.currency, 'account_currency', a.currency,
                    'account_id', r.account_id
                )
                WHEN ledger_private.amount_fault(r.amount, a.minor_units) IS NOT NULL
                    THEN jsonb_build_object('code', 'LG105', 'amount', left(r.amount::text, 60),
                    'currency', a.currency, 'decimals_allowed', a.minor_units
                )
            END) AS fault
        FROM unnest(p_entries) WITH ORDINALITY AS r (
            account_id, entry_type, amount, kind, share, currency, description,
            expected_version, n
        )
        LEFT JOIN ledger_private.account AS a ON a.account_id = r.account_id
    ) AS e
$function$;

COMMENT ON FUNCTION ledger_private.examine_legs(
    integer, ledger.entry_request[], ledger.actor
) IS
'One requested_leg per entry, in order, with failure_code set where the leg can never be posted as it stands. Takes no lock.';
