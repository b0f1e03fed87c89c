-- Every entry whose transaction bears a date of its own is kept among the dated entries,
-- no other is, and each of their running totals is what the rows up to it add up to.
CREATE OR REPLACE FUNCTION ledger_private.verify_dated_entries()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    WITH placed AS (
        SELECT
            d.*,
            coalesce(d.effective_at < max(d.effective_at) OVER (
                w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), false) AS is_really_late,
            max(d.effective_at) OVER w AS real_latest_at,
            sum(d.signed_amount) OVER w AS real_total,
            d.account_version - row_number() OVER w AS island
        FROM ledger_private.dated_entry AS d
        WINDOW w AS (PARTITION BY d.account_id ORDER BY d.account_version)
    ),
    counted AS (
        SELECT
            p.*,
            count(*) FILTER (WHERE p.is_really_late) OVER w AS real_late,
            coalesce(sum(p.signed_amount) FILTER (WHERE NOT p.is_really_late) OVER w, 0)
                AS real_in_order,
            min(p.account_version) OVER (PARTITION BY p.account_id, p.island) AS real_first,
            CASE WHEN p.effective_slot IS NOT NULL
                THEN ledger_private.calendar_periods(p.effective_at)
            END AS periods
        FROM placed AS p
        WINDOW w AS (PARTITION BY p.account_id ORDER BY p.account_version)
    ),
    totalled AS (
        SELECT
            c.*,
            sum(c.signed_amount) OVER (
                PARTITION BY c.account_id, c.effective_slot ORDER BY c.account_version
            ) AS real_slot,
            sum(c.signed_amount) OVER (
                PARTITION BY c.account_id, c.effective_hour ORDER BY c.account_version
            ) AS real_hour,
            sum(c.signed_amount) OVER (
                PARTITION BY c.account_id, c.effective_day ORDER BY c.account_version
            ) AS real_day,
            sum(c.signed_amount) OVER (
                PARTITION BY c.account_id, c.effective_month ORDER BY c.account_version
            ) AS real_month,
            sum(c.signed_amount) OVER (
                PARTITION BY c.account_id, c.effective_year ORDER BY c.account_version
            ) AS real_year
        FROM counted AS c
    ),
    dated AS (
        SELECT
            e.account_id, e.account_version, e.user_id, t.effective_at,
            CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS signed_amount
        FROM ledger_audit.transaction_entry AS e
        JOIN ledger_audit.transaction AS t USING (transaction_id)
        WHERE t.effective_at <> CASE WHEN e.is_folded THEN t.created_at ELSE e.created_at END
    )
    SELECT jsonb_build_object(
        'account_id', coalesce(d.account_id, k.account_id),
        'account_version', coalesce(d.account_version, k.account_version)
    ) AS detail
    FROM dated AS d
    FULL JOIN totalled AS k
        ON k.account_id = d.account_id AND k.account_version = d.account_version
    WHERE NOT coalesce(
        k.user_id = d.user_id
        AND k.effective_at = d.effective_at
        AND k.signed_amount = d.signed_amount
        AND k.is_late = k.is_really_late
        AND k.latest_effective_at = k.real_latest_at
        AND k.dated_total = k.real_total
        AND k.in_order_total = k.real_in_order
        AND k.late_entries = k.real_late
        AND k.first_version = k.real_first
        AND (k.effective_slot IS NOT NULL) = (k.is_late AND k.late_entries > 256),
        false
    )
        OR ARRAY[
            k.effective_year, k.effective_month, k.effective_day, k.effective_hour,
            k.effective_slot
        ] <> k.periods
        OR (k.slot_total, k.hour_total, k.day_total, k.month_total, k.year_total)
            IS DISTINCT FROM (
                CASE WHEN k.effective_slot IS NOT NULL THEN k.real_slot END,
                CASE WHEN k.effective_slot IS NOT NULL THEN k.real_hour END,
                CASE WHEN k.effective_slot IS NOT NULL THEN k.real_day END,
                CASE WHEN k.effective_slot IS NOT NULL THEN k.real_month END,
                CASE WHEN k.effective_slot IS NOT NULL THEN k.real_year END
            )
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_dated_entries() IS
'Every entry with an effective date of its own is kept among the dated entries, no other is, and their running totals are right. Returns the first row that breaks this, or NULL.';
