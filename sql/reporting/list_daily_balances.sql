-- What accounts held at the end of each day between two, whether they moved or not.
CREATE OR REPLACE FUNCTION reporting.list_daily_balances(
    p_from_on date,
    p_through_on date,
    p_account_code text DEFAULT NULL,
    p_axis text DEFAULT 'effective'
)
RETURNS SETOF reporting.daily_balance
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_account_id uuid;
BEGIN
    PERFORM ledger_private.require_report(p_axis, p_from_on, p_through_on);
    IF p_account_code IS NOT NULL THEN
        SELECT c.account_id INTO v_account_id
        FROM ledger_private.account_code AS c
        WHERE c.code = p_account_code;
        IF NOT FOUND THEN
            RETURN;
        END IF;
    END IF;
    RETURN QUERY
    WITH opening AS (
        SELECT a.account_id, c.code::text AS code, a.currency, a.minor_units, t.total
        FROM ledger_private.totals_before(
            ledger_private.end_of_day(p_from_on - 1), p_axis,
            ARRAY['asset', 'liability', 'equity', 'income', 'expense'],
            CASE WHEN v_account_id IS NOT NULL THEN ARRAY[v_account_id] END
        ) AS t
        JOIN ledger_private.account AS a USING (account_id)
        LEFT JOIN ledger_private.account_code AS c USING (account_id, code_number)
    ),
    line AS (
        SELECT
            e.account_id, e.entry_type, e.amount,
            CASE p_axis WHEN 'booked' THEN e.created_at ELSE e.effective_at END AS counts_at
        FROM reporting.entries AS e
        WHERE (p_account_code IS NULL OR e.account_id = v_account_id)
            AND NOT ledger_private.has_repairs(e.account_id)
            AND CASE p_axis WHEN 'booked' THEN e.created_at ELSE e.effective_at END
                >= ledger_private.end_of_day(p_from_on - 1)
            AND CASE p_axis WHEN 'booked' THEN e.created_at ELSE e.effective_at END
                < ledger_private.end_of_day(p_through_on)
        UNION ALL
        -- What a wrong clock dated counts as booked at the repair at the latest.
        SELECT
            e.account_id, e.entry_type, e.amount,
            CASE WHEN p_axis = 'effective' AND e.effective_at <> e.created_at
                THEN e.effective_at
                ELSE least(e.created_at, (
                    SELECT min(l.created_at) FROM ledger_audit.audit_log AS l
                    WHERE l.account_id = e.account_id
                        AND l.action = 'REPAIR'
                        AND l.account_version >= e.account_version
                ))
            END
        FROM (
            SELECT DISTINCT l.account_id FROM ledger_audit.audit_log AS l
            WHERE l.action = 'REPAIR'
        ) AS r
        JOIN reporting.entries AS e ON e.account_id = r.account_id
        WHERE p_account_code IS NULL OR e.account_id = v_account_id
    ),
    moved AS (
        SELECT
            l.account_id,
            (l.counts_at AT TIME ZONE 'UTC')::date AS moved_on,
            coalesce(sum(l.amount) FILTER (WHERE l.entry_type = 'CREDIT'), 0) AS money_in,
            coalesce(sum(l.amount) FILTER (WHERE l.entry_type = 'DEBIT'), 0) AS money_out
        FROM line AS l
        WHERE l.counts_at >= ledger_private.end_of_day(p_from_on - 1)
            AND l.counts_at < ledger_private.end_of_day(p_through_on)
        GROUP BY 1, 2
    )
    SELECT
        d.day::date, o.account_id, o.code, o.currency,
        round(coalesce(m.money_in, 0), o.minor_units),
        round(coalesce(m.money_out, 0), o.minor_units),
        round(o.total + sum(coalesce(m.money_in - m.money_out, 0)) OVER (
            PARTITION BY o.account_id ORDER BY d.day
        ), o.minor_units)
    FROM opening AS o
    CROSS JOIN generate_series(p_from_on::timestamp, p_through_on, '1 day') AS d (day)
    LEFT JOIN moved AS m ON m.account_id = o.account_id AND m.moved_on = d.day::date
    ORDER BY d.day, o.account_id;
END
$function$;

COMMENT ON FUNCTION reporting.list_daily_balances(date, date, text, text) IS
'One row for each account (or that of p_account_code) and each day from p_from_on through p_through_on (UTC), with what moved and the balance at its end: a sum over a day leaves no account out; none when no account has the code. p_axis effective: by value date; booked: by booking. LG170 when the days make no range.';
