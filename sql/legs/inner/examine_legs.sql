-- Check what never changes about each leg: its form, its account, its currency.
CREATE OR REPLACE FUNCTION ledger_private.examine_legs(
    p_item_number integer,
    p_entries ledger.entry_request[],
    p_actor ledger.actor
)
RETURNS ledger_private.requested_leg[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_legs ledger_private.requested_leg[];
    v_leg ledger_private.requested_leg;
    v_found record;
BEGIN
    v_leg.item_number := p_item_number;
    FOR v_found IN
        SELECT
            r.*, a.user_id, a.minor_units, coalesce(a.currency, r.currency) AS leg_currency,
            CASE WHEN ledger_private.leg_is_plain(r.entry, a.currency, a.minor_units)
                AND (
                    r.entry_type = 'CREDIT'
                    OR p_actor.role <> 'customer'
                    OR a.user_id = p_actor.user_id
                )
                AND a.updated_at <= clock_timestamp() + ledger_private.clock_tolerance()
                THEN NULL
            ELSE coalesce(ledger_private.leg_fault(r.entry), CASE
                -- What is not a customer's own looks like what is not there.
                WHEN a.account_id IS NULL
                    THEN jsonb_build_object('code', 'LG001', 'account_id', r.account_id)
                -- What a restricted key does not reach is refused with the rest that it may not.
                WHEN r.entry_type = 'DEBIT' AND ledger_private.account_right(
                    a.account_id, a.user_id, p_actor
                ) IS DISTINCT FROM 'owner'
                    AND ledger_private.key_refusal(p_actor, ARRAY[a.account_id]) IS NULL
                    THEN jsonb_build_object(
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
                -- Seen before the key is reserved: it will pass when the clock is right.
                WHEN a.updated_at > clock_timestamp() + ledger_private.clock_tolerance()
                    THEN jsonb_build_object('code', 'LG340', 'account_id', r.account_id)
                    || ledger_private.ahead_detail(a.updated_at, clock_timestamp())
            END) END AS fault
        FROM (
            SELECT e AS entry, e.*, row_number() OVER () AS n FROM unnest(p_entries) AS e
        ) AS r
        LEFT JOIN ledger_private.account AS a ON a.account_id = r.account_id
        ORDER BY r.n
    LOOP
        v_leg.leg_number := v_found.n;
        v_leg.account_id := v_found.account_id;
        v_leg.user_id := v_found.user_id;
        v_leg.entry_type := v_found.entry_type;
        v_leg.kind := CASE WHEN v_found.kind IN ('fraction', 'percent') THEN 'share'
            ELSE coalesce(v_found.kind, 'fixed')
        END;
        v_leg.amount := v_found.amount;
        v_leg.share := CASE v_found.kind
            WHEN 'percent' THEN v_found.share * 0.01 WHEN 'rest' THEN 1 ELSE v_found.share
        END;
        v_leg.currency := v_found.leg_currency;
        v_leg.minor_units := v_found.minor_units;
        v_leg.description := v_found.description;
        v_leg.expected_version := v_found.expected_version;
        v_leg.failure_code := NULL;
        v_leg.failure_detail := NULL;
        IF v_found.fault IS NOT NULL THEN
            v_leg.failure_code := v_found.fault ->> 'code';
            v_leg.failure_detail := jsonb_build_object('leg', v_found.n)
                || (v_found.fault - 'code');
        END IF;
        v_legs := v_legs || v_leg;
    END LOOP;
    RETURN v_legs;
END
$function$;

COMMENT ON FUNCTION ledger_private.examine_legs(
    integer, ledger.entry_request[], ledger.actor
) IS
'One requested_leg per entry, in order, with failure_code set where the leg can never be posted as it stands. Takes no lock.';
