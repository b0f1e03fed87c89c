-- Features of one move, of an account as it has been observed: those that are asked for.
CREATE OR REPLACE FUNCTION ledger_private.fraud_alone(
    p_move ledger_private.fraud_move,
    p_account ledger_private.fraud_account,
    p_features text[]
)
RETURNS ledger_private.fraud_observation
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_seen ledger_private.fraud_observation;
    v_named text := array_to_string(p_features, ' ');
    v_out integer := (p_move.direction = 'out')::integer;
    v_in integer := (p_move.direction = 'in')::integer;
    v_paid numeric := v_out * p_move.amount;
    v_received numeric := v_in * p_move.amount;
    v_day_ago timestamptz :=
        date_bin('1 hour', p_move.observed_at, 'epoch') - interval '23 hours';
BEGIN
    v_seen.account_id := p_move.account_id;
    v_seen.counterparty_id := p_move.counterparty_id;
    v_seen.user_id := p_move.user_id;
    v_seen.observed_at := p_move.observed_at;
    v_seen.is_refused := false;
    v_seen.direction := p_move.direction;
    v_seen.currency := p_move.currency;
    v_seen.amount := p_move.amount;
    v_seen.round_zeros := ledger_private.round_zeros(p_move.amount);
    v_seen.hour := extract(hour FROM p_move.observed_at AT TIME ZONE 'UTC');
    IF 'share_of_limit' = any(p_features) THEN
        v_seen.share_of_limit := (
            SELECT q.share FROM ledger_private.fraud_limit_share(
                p_move.user_id, p_move.account_id, p_move.direction, p_move.currency,
                p_move.amount
            ) AS q (share)
        );
    END IF;
    IF v_named ~ '_count_|_amount_|passed_on' THEN
        SELECT
            coalesce(h[1], 0) + v_out, coalesce(d[1], 0) + v_out,
            coalesce(w[1], 0) + v_out, coalesce(m[1], 0) + v_out,
            coalesce(h[4], 0) + v_paid, coalesce(d[4], 0) + v_paid,
            coalesce(w[4], 0) + v_paid, coalesce(m[4], 0) + v_paid,
            coalesce(h[2], 0) + v_in, coalesce(d[2], 0) + v_in,
            coalesce(w[2], 0) + v_in, coalesce(m[2], 0) + v_in,
            coalesce(h[5], 0) + v_received, coalesce(d[5], 0) + v_received,
            coalesce(w[5], 0) + v_received, coalesce(m[5], 0) + v_received,
            coalesce(h[3], 0), coalesce(d[3], 0)
        INTO
            v_seen.out_count_1h, v_seen.out_count_24h, v_seen.out_count_7d, v_seen.out_count_30d,
            v_seen.out_amount_1h, v_seen.out_amount_24h, v_seen.out_amount_7d,
            v_seen.out_amount_30d, v_seen.in_count_1h, v_seen.in_count_24h, v_seen.in_count_7d,
            v_seen.in_count_30d, v_seen.in_amount_1h, v_seen.in_amount_24h, v_seen.in_amount_7d,
            v_seen.in_amount_30d, v_seen.refused_count_1h, v_seen.refused_count_24h
        FROM (
            SELECT
                date_bin('1 minute', p_move.observed_at, 'epoch') - interval '59 minutes'
                    AS hour_ago,
                date_bin('1 hour', p_move.observed_at, 'epoch') - interval '167 hours' AS week_ago,
                date_bin('24 hours', p_move.observed_at, 'epoch') - interval '696 hours'
                    AS month_ago
        ) AS t
        LEFT JOIN LATERAL ledger_private.fraud_done_since(p_account, t.hour_ago) AS h ON true
        LEFT JOIN LATERAL ledger_private.fraud_done_since(p_account, v_day_ago) AS d ON true
        LEFT JOIN LATERAL ledger_private.fraud_done_since(p_account, t.week_ago) AS w ON true
        LEFT JOIN LATERAL ledger_private.fraud_done_since(p_account, t.month_ago) AS m ON true;
        v_seen.passed_on_1h := CASE WHEN v_out = 1
            THEN round(v_seen.out_amount_1h / nullif(v_seen.in_amount_1h, 0), 4) END;
    END IF;
    IF v_named ~ 'user_out' AND p_move.user_id <> 0 THEN
        SELECT coalesce(u.outs - h.before, 0) + v_out, coalesce(u.outs - d.before, 0) + v_out
        INTO v_seen.user_out_count_1h, v_seen.user_out_count_24h
        FROM (SELECT) AS one
        LEFT JOIN ledger_private.fraud_user AS u ON u.user_id = p_move.user_id
        LEFT JOIN LATERAL ledger_private.fraud_outs_before(
            p_move.user_id,
            date_bin('1 minute', p_move.observed_at, 'epoch') - interval '59 minutes'
        ) AS h (before) ON true
        LEFT JOIN LATERAL ledger_private.fraud_outs_before(p_move.user_id, v_day_ago)
            AS d (before) ON true;
    END IF;
    IF v_named ~ 'pair_count|payees|payers' THEN
        SELECT
            CASE WHEN p_move.counterparty_id IS NOT NULL THEN coalesce(p.moves, 0) END,
            least(1000, o.number + v_out * n.is_new), least(1000, i.number + v_in * n.is_new)
        INTO v_seen.pair_count, v_seen.payees_24h, v_seen.payers_24h
        FROM (SELECT) AS one
        LEFT JOIN ledger_private.fraud_pair AS p
            ON p.account_id = p_move.account_id
            AND p.direction = p_move.direction
            AND p.counterparty_id = p_move.counterparty_id
        CROSS JOIN LATERAL (
            SELECT (
                p_move.counterparty_id IS NOT NULL AND (p.last_at >= v_day_ago) IS NOT TRUE
            )::integer AS is_new
        ) AS n
        CROSS JOIN LATERAL ledger_private.fraud_recent(p_move.account_id, 'out', v_day_ago)
            AS o (number)
        CROSS JOIN LATERAL ledger_private.fraud_recent(p_move.account_id, 'in', v_day_ago)
            AS i (number);
    END IF;
    RETURN v_seen;
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_alone(
    ledger_private.fraud_move, ledger_private.fraud_account, text[]
) IS
'The observation of p_move with those of p_features that need no history, as ledger_private.fraud_features would have them; p_account is what is known of its account.';
