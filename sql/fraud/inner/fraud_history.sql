-- An amount against what the account did before.
CREATE OR REPLACE FUNCTION ledger_private.fraud_history(
    p_amount numeric,
    p_at timestamptz,
    p_hour integer,
    p_amounts numeric[],
    p_times timestamptz[]
)
RETURNS SETOF numeric[]
LANGUAGE sql
STABLE
ROWS 1
AS $function$
    SELECT ARRAY[
        round(p_amount / u.median, 4),
        round((p_amount - u.median) / greatest(s.spread, u.median / 100), 4),
        CASE WHEN u.number >= 5 THEN round(u.near * 1.0 / u.number, 4) END,
        u.similar + 1
    ]
    FROM (
        SELECT
            count(*) AS number,
            count(*) FILTER (
                WHERE h.at > b.week_ago AND h.amount BETWEEN b.least AND b.most
            ) AS similar,
            count(*) FILTER (
                WHERE (
                    floor(date_part('epoch', h.at) / 3600)::bigint % 24 - p_hour + 25
                ) % 24 <= 2
            ) AS near,
            CASE WHEN count(*) >= 5
                THEN percentile_disc(0.5) WITHIN GROUP (ORDER BY h.amount) END AS median
        FROM (
            SELECT
                p_amount * 0.9 AS least, p_amount * 1.1 AS most,
                p_at - interval '168 hours' AS week_ago
            OFFSET 0
        ) AS b
        CROSS JOIN LATERAL unnest(p_amounts, p_times) AS h (amount, at)
    ) AS u
    LEFT JOIN LATERAL (
        SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY abs(h.amount - u.median)) AS spread
        FROM unnest(p_amounts) AS h (amount)
        WHERE u.median IS NOT NULL
    ) AS s ON true
$function$;

COMMENT ON FUNCTION ledger_private.fraud_history(
    numeric, timestamptz, integer, numeric[], timestamptz[]
) IS
'median_times, spreads, hour_share and similar_7d: what p_amount at p_at, in the hour p_hour of the day (UTC), is beside p_amounts and p_times, the last 32 moves without this one; only similar_7d when fewer than 5 are known. A spread is the median distance from the median, a hundredth of the median at least.';
