-- Add to the windows of a move what no worker has counted yet.
CREATE OR REPLACE FUNCTION ledger_private.fraud_add_unseen(
    p_observation ledger_private.fraud_observation,
    p_unseen ledger_private.fraud_move[],
    p_sums ledger_private.fraud_sums
)
RETURNS ledger_private.fraud_observation
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_seconds numeric := extract(epoch FROM p_observation.observed_at);
BEGIN
    SELECT
        p_observation.out_count_1h + coalesce(p_sums.outs, 0)
            + count(*) FILTER (WHERE u.direction = 'out' AND u.is_within_1h),
        p_observation.out_count_24h + coalesce(p_sums.outs, 0)
            + count(*) FILTER (WHERE u.direction = 'out' AND u.is_within_24h),
        p_observation.out_count_7d + coalesce(p_sums.outs, 0)
            + count(*) FILTER (WHERE u.direction = 'out' AND u.is_within_7d),
        p_observation.out_count_30d + coalesce(p_sums.outs, 0)
            + count(*) FILTER (WHERE u.direction = 'out' AND u.is_within_30d),
        p_observation.in_count_1h + coalesce(p_sums.ins, 0)
            + count(*) FILTER (WHERE u.direction = 'in' AND u.is_within_1h),
        p_observation.in_count_24h + coalesce(p_sums.ins, 0)
            + count(*) FILTER (WHERE u.direction = 'in' AND u.is_within_24h),
        p_observation.in_count_7d + coalesce(p_sums.ins, 0)
            + count(*) FILTER (WHERE u.direction = 'in' AND u.is_within_7d),
        p_observation.in_count_30d + coalesce(p_sums.ins, 0)
            + count(*) FILTER (WHERE u.direction = 'in' AND u.is_within_30d),
        p_observation.out_amount_1h + coalesce(p_sums.paid, 0)
            + coalesce(sum(u.amount) FILTER (WHERE u.direction = 'out' AND u.is_within_1h), 0),
        p_observation.out_amount_24h + coalesce(p_sums.paid, 0)
            + coalesce(sum(u.amount) FILTER (WHERE u.direction = 'out' AND u.is_within_24h), 0),
        p_observation.out_amount_7d + coalesce(p_sums.paid, 0)
            + coalesce(sum(u.amount) FILTER (WHERE u.direction = 'out' AND u.is_within_7d), 0),
        p_observation.out_amount_30d + coalesce(p_sums.paid, 0)
            + coalesce(sum(u.amount) FILTER (WHERE u.direction = 'out' AND u.is_within_30d), 0),
        p_observation.in_amount_1h + coalesce(p_sums.received, 0)
            + coalesce(sum(u.amount) FILTER (WHERE u.direction = 'in' AND u.is_within_1h), 0),
        p_observation.in_amount_24h + coalesce(p_sums.received, 0)
            + coalesce(sum(u.amount) FILTER (WHERE u.direction = 'in' AND u.is_within_24h), 0),
        p_observation.in_amount_7d + coalesce(p_sums.received, 0)
            + coalesce(sum(u.amount) FILTER (WHERE u.direction = 'in' AND u.is_within_7d), 0),
        p_observation.in_amount_30d + coalesce(p_sums.received, 0)
            + coalesce(sum(u.amount) FILTER (WHERE u.direction = 'in' AND u.is_within_30d), 0),
        p_observation.refused_count_1h + count(*) FILTER (WHERE u.is_refused AND u.is_within_1h),
        p_observation.refused_count_24h
        + count(*) FILTER (WHERE u.is_refused AND u.is_within_24h),
        p_observation.pair_count + count(*) FILTER (
            WHERE u.direction = p_observation.direction
                AND u.counterparty_id = p_observation.counterparty_id
        ),
        p_observation.payees_24h + count(DISTINCT u.counterparty_id) FILTER (
            WHERE u.direction = 'out' AND u.is_new
        ),
        p_observation.payers_24h + count(DISTINCT u.counterparty_id) FILTER (
            WHERE u.direction = 'in' AND u.is_new
        )
    INTO
        p_observation.out_count_1h, p_observation.out_count_24h, p_observation.out_count_7d,
        p_observation.out_count_30d, p_observation.in_count_1h, p_observation.in_count_24h,
        p_observation.in_count_7d, p_observation.in_count_30d, p_observation.out_amount_1h,
        p_observation.out_amount_24h, p_observation.out_amount_7d, p_observation.out_amount_30d,
        p_observation.in_amount_1h, p_observation.in_amount_24h, p_observation.in_amount_7d,
        p_observation.in_amount_30d,
        p_observation.refused_count_1h, p_observation.refused_count_24h,
        p_observation.pair_count, p_observation.payees_24h, p_observation.payers_24h
    FROM (
        SELECT
            m.direction, m.amount, m.counterparty_id, m.is_refused,
            floor(s.seconds / 60) > floor(v_seconds / 60) - 60 AS is_within_1h,
            floor(s.seconds / 3600) > floor(v_seconds / 3600) - 24 AS is_within_24h,
            floor(s.seconds / 3600) > floor(v_seconds / 3600) - 168 AS is_within_7d,
            floor(s.seconds / 86400) > floor(v_seconds / 86400) - 30 AS is_within_30d,
            floor(s.seconds / 3600) > floor(v_seconds / 3600) - 24
            AND (m.direction, m.counterparty_id)
            IS DISTINCT FROM (p_observation.direction, p_observation.counterparty_id)
            AND NOT EXISTS (
                SELECT FROM ledger_private.fraud_pair AS p
                WHERE p.account_id = m.account_id
                    AND p.direction = m.direction
                    AND p.counterparty_id = m.counterparty_id
                    AND p.last_at >= date_bin('1 hour', p_observation.observed_at, 'epoch')
                    - interval '23 hours'
            ) AS is_new
        FROM unnest(p_unseen) AS m
        CROSS JOIN LATERAL (SELECT extract(epoch FROM m.observed_at) AS seconds) AS s
    ) AS u;
    p_observation.passed_on_1h := CASE WHEN p_observation.direction = 'out'
        THEN round(p_observation.out_amount_1h / nullif(p_observation.in_amount_1h, 0), 4) END;
    RETURN p_observation;
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_add_unseen(
    ledger_private.fraud_observation, ledger_private.fraud_move[], ledger_private.fraud_sums
) IS
'p_observation with the rows of ledger_private.fraud_unseen and the earlier items of the same call in its counts and sums; earlier items are in no count of counterparties.';
