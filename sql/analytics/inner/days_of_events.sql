-- What events move on each account and day, and how far the balance goes from where it was.
CREATE OR REPLACE FUNCTION ledger_private.days_of_events(
    p_after_position bigint,
    p_through_position bigint,
    p_time_zone text
)
RETURNS SETOF ledger_private.account_day
LANGUAGE sql
STABLE
AS $function$
    SELECT
        sum(r.entries)::bigint, r.account_id, r.user_id, r.rolled_on,
        sum(r.money_in), sum(r.money_out),
        greatest(max(r.distance), 0), least(min(r.distance), 0)
    FROM (
        -- One step for each transaction: nobody sees a balance between its entries.
        SELECT
            count(*) AS entries, l.account_id, l.user_id, l.rolled_on,
            sum(l.money_in) AS money_in,
            sum(l.money_out) AS money_out,
            sum(sum(l.money_in - l.money_out)) OVER (
                PARTITION BY l.account_id, l.rolled_on ORDER BY l.event_position
            ) AS distance
        FROM ledger_private.rolled_lines(
            p_after_position, p_through_position, p_time_zone
        ) AS l
        GROUP BY l.account_id, l.user_id, l.rolled_on, l.event_position
    ) AS r
    GROUP BY r.account_id, r.user_id, r.rolled_on
$function$;

COMMENT ON FUNCTION ledger_private.days_of_events(bigint, bigint, text) IS
'Rows of ledger_private.account_day for the events behind p_after_position, up to and with p_through_position. rise and fall count from the balance before the first of them, transaction by transaction in the order of the feed.';
