-- Keep the effective date of postings that carry one of their own, before they are written.
CREATE OR REPLACE FUNCTION ledger_private.record_dated_entries(
    p_items ledger_private.posting_item[],
    p_legs ledger_private.posting_leg[],
    p_now timestamptz
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    -- In PL/pgSQL so that its plan is kept: planning it takes longer than a posting.
    WITH asked AS (
        SELECT
            l.account_id, l.account_version, l.account_user_id AS user_id, i.effective_at,
            CASE l.entry_type WHEN 'CREDIT' THEN l.amount ELSE -l.amount END AS signed_amount
        FROM unnest(p_items) AS i
        JOIN unnest(p_legs) AS l ON l.transaction_id = i.transaction_id
        WHERE i.status = 'COMPLETED'
            AND i.effective_at <> p_now
    ),
    placed AS (
        SELECT
            a.*,
            p.account_version AS known_version,
            p.first_version AS known_first_version,
            coalesce(p.late_entries, 0) AS known_late,
            coalesce(p.dated_total, 0) AS known_total,
            coalesce(p.in_order_total, 0) AS known_in_order,
            greatest(
                p.latest_effective_at,
                max(a.effective_at) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            ) AS latest_before,
            a.account_version - row_number() OVER w AS island
        FROM asked AS a
        LEFT JOIN LATERAL (
            SELECT d.*
            FROM ledger_private.dated_entry AS d
            WHERE d.account_id = a.account_id
            ORDER BY d.account_version DESC
            LIMIT 1
        ) AS p ON true
        WINDOW w AS (PARTITION BY a.account_id ORDER BY a.account_version)
    ),
    judged AS (
        SELECT
            p.*,
            coalesce(p.effective_at < p.latest_before, false) AS is_late,
            min(p.account_version) OVER (PARTITION BY p.account_id, p.island) AS run_start
        FROM placed AS p
    ),
    counted AS (
        SELECT
            j.*,
            j.known_late + count(*) FILTER (WHERE j.is_late) OVER w AS late_entries,
            j.known_total + sum(j.signed_amount) OVER w AS dated_total,
            j.known_in_order
                + coalesce(sum(j.signed_amount) FILTER (WHERE NOT j.is_late) OVER w, 0)
                AS in_order_total
        FROM judged AS j
        WINDOW w AS (PARTITION BY j.account_id ORDER BY j.account_version)
    ),
    dated AS (
        -- The first 256 late entries of an account need no periods.
        SELECT c.*, k.periods[1] AS y, k.periods[2] AS m, k.periods[3] AS d,
            k.periods[4] AS h, k.periods[5] AS i
        FROM counted AS c
        LEFT JOIN LATERAL (
            SELECT ledger_private.calendar_periods(c.effective_at)
        ) AS k (periods) ON c.is_late AND c.late_entries > 256
    )
    -- Ordered by period and version, so that no other index than the period's will do.
    INSERT INTO ledger_private.dated_entry (
        account_version, first_version, late_entries, account_id, user_id, effective_at,
        latest_effective_at, is_late, signed_amount, dated_total, in_order_total,
        effective_slot, slot_total, effective_hour, hour_total, effective_day, day_total,
        effective_month, month_total, effective_year, year_total
    )
    SELECT
        t.account_version,
        CASE WHEN t.run_start = t.known_version + 1 THEN t.known_first_version
            ELSE t.run_start
        END,
        t.late_entries, t.account_id, t.user_id, t.effective_at,
        greatest(t.latest_before, t.effective_at), t.is_late, t.signed_amount, t.dated_total,
        t.in_order_total,
        t.i, CASE WHEN t.i IS NOT NULL THEN coalesce((
            SELECT CASE WHEN e.effective_slot = t.i THEN e.slot_total END
            FROM ledger_private.dated_entry AS e
            WHERE e.account_id = t.account_id AND e.effective_slot <= t.i
            ORDER BY e.effective_slot DESC, e.account_version DESC LIMIT 1
        ), 0) + sum(t.signed_amount) OVER (
            PARTITION BY t.account_id, t.i ORDER BY t.account_version
        ) END,
        t.h, CASE WHEN t.i IS NOT NULL THEN coalesce((
            SELECT CASE WHEN e.effective_hour = t.h THEN e.hour_total END
            FROM ledger_private.dated_entry AS e
            WHERE e.account_id = t.account_id AND e.effective_hour <= t.h
            ORDER BY e.effective_hour DESC, e.account_version DESC LIMIT 1
        ), 0) + sum(t.signed_amount) OVER (
            PARTITION BY t.account_id, t.h ORDER BY t.account_version
        ) END,
        t.d, CASE WHEN t.i IS NOT NULL THEN coalesce((
            SELECT CASE WHEN e.effective_day = t.d THEN e.day_total END
            FROM ledger_private.dated_entry AS e
            WHERE e.account_id = t.account_id AND e.effective_day <= t.d
            ORDER BY e.effective_day DESC, e.account_version DESC LIMIT 1
        ), 0) + sum(t.signed_amount) OVER (
            PARTITION BY t.account_id, t.d ORDER BY t.account_version
        ) END,
        t.m, CASE WHEN t.i IS NOT NULL THEN coalesce((
            SELECT CASE WHEN e.effective_month = t.m THEN e.month_total END
            FROM ledger_private.dated_entry AS e
            WHERE e.account_id = t.account_id AND e.effective_month <= t.m
            ORDER BY e.effective_month DESC, e.account_version DESC LIMIT 1
        ), 0) + sum(t.signed_amount) OVER (
            PARTITION BY t.account_id, t.m ORDER BY t.account_version
        ) END,
        t.y, CASE WHEN t.i IS NOT NULL THEN coalesce((
            SELECT CASE WHEN e.effective_year = t.y THEN e.year_total END
            FROM ledger_private.dated_entry AS e
            WHERE e.account_id = t.account_id AND e.effective_year <= t.y
            ORDER BY e.effective_year DESC, e.account_version DESC LIMIT 1
        ), 0) + sum(t.signed_amount) OVER (
            PARTITION BY t.account_id, t.y ORDER BY t.account_version
        ) END
    FROM dated AS t;
END
$function$;

COMMENT ON FUNCTION ledger_private.record_dated_entries(
    ledger_private.posting_item[], ledger_private.posting_leg[], timestamptz
) IS
'Adds one dated_entry for each leg of a posting whose effective_at is not p_now. Called by write_postings before it writes; the accounts are locked.';
