-- The months that a range of days touches, each with the days of it that are in the range.
CREATE OR REPLACE FUNCTION ledger_private.months_of(p_from_on date, p_through_on date)
RETURNS SETOF ledger_private.report_month
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT
        g::date,
        greatest(g::date, p_from_on),
        least((g + '1 month'::interval)::date - 1, p_through_on)
    FROM generate_series(
        date_trunc('month', p_from_on::timestamp), p_through_on::timestamp, '1 month'
    ) AS g
$function$;

COMMENT ON FUNCTION ledger_private.months_of(date, date) IS
'One row for each month, in order: its first day, and the first and last of its days from p_from_on through p_through_on.';
