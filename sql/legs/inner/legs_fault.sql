-- What is wrong with the legs of a transaction as a whole, whatever the balances; NULL if nothing.
CREATE OR REPLACE FUNCTION ledger_private.legs_fault(
    p_legs ledger_private.requested_leg[],
    p_total numeric
)
RETURNS ledger_private.resolved_legs
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_fault ledger_private.resolved_legs;
BEGIN
    WITH side AS (
        SELECT
            l.currency, l.entry_type,
            count(*) FILTER (WHERE l.kind = 'rest') AS rests,
            count(*) FILTER (WHERE l.kind IN ('rest', 'weight')) AS divided,
            -- Only from what is fixed, or there, can a total be made.
            bool_or(l.kind IN ('rest', 'weight') OR (l.kind = 'share' AND l.amount IS NULL))
                AS needs_total,
            bool_or(l.kind = 'up_to') AS takes_up_to
        FROM unnest(p_legs) AS l
        GROUP BY l.currency, l.entry_type
    )
    SELECT f.code, f.detail INTO v_fault.failure_code, v_fault.failure_detail
    FROM (
        SELECT 1 AS n, 'LG131' AS code, jsonb_build_object(
            'legs', coalesce(cardinality(p_legs), 0), 'at_most', 1000
        ) AS detail
        WHERE coalesce(cardinality(p_legs), 0) < 2
        UNION ALL
        SELECT 2, 'LG131', jsonb_build_object(
            'currency', s.currency,
            'missing', CASE min(s.entry_type) WHEN 'DEBIT' THEN 'CREDIT' ELSE 'DEBIT' END
        )
        FROM side AS s GROUP BY s.currency HAVING count(*) < 2
        UNION ALL
        SELECT 2, t.code, jsonb_build_object('field', 'total', 'amount', left(p_total::text, 60))
        FROM (
            SELECT coalesce(
                ledger_private.amount_fault(p_total),
                CASE WHEN count(DISTINCT l.currency) > 1 THEN 'LG109' END,
                ledger_private.amount_fault(p_total, min(l.minor_units))
            ) AS code
            FROM unnest(p_legs) AS l
        ) AS t
        WHERE p_total IS NOT NULL
            AND t.code IS NOT NULL
        UNION ALL
        SELECT 3, 'LG107', jsonb_build_object('account_id', min(l.account_id::text))
        FROM unnest(p_legs) AS l HAVING count(DISTINCT l.account_id) = 1
        UNION ALL
        SELECT 4, 'LG133', jsonb_strip_nulls(jsonb_build_object(
            'currency', l.currency, 'entry_type', l.entry_type,
            'of', min(round(l.amount, l.minor_units))::text,
            'percent', trim_scale(sum(l.share) * 100)::text
        ))
        FROM unnest(p_legs) AS l
        WHERE l.kind = 'share'
        GROUP BY l.currency, l.entry_type, l.amount
        HAVING sum(l.share) > 1
        UNION ALL
        SELECT 5, 'LG134', jsonb_build_object('currency', s.currency, 'entry_type', s.entry_type)
        FROM side AS s WHERE s.rests > 0 AND s.divided > 1
        UNION ALL
        SELECT 6, 'LG132', jsonb_build_object('currency', s.currency)
        FROM side AS s
        GROUP BY s.currency
        HAVING p_total IS NULL
            AND bool_and(s.needs_total OR s.takes_up_to)
            AND bool_or(s.entry_type = 'DEBIT' AND s.needs_total)
    ) AS f
    ORDER BY f.n
    LIMIT 1;
    RETURN v_fault;
END
$function$;

COMMENT ON FUNCTION ledger_private.legs_fault(ledger_private.requested_leg[], numeric) IS
'LG131 too few legs, or a currency with one side (too many are refused before they are read); LG107 one account only; LG133 shares of one total above the whole; LG134 a rest leg beside another that takes what is left; LG132 nothing says what the total is; LG101 to LG106 or LG109 a total that can''t be, for it is said for one currency only. Legs are well formed one by one.';
