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
            count(*) AS entries, e.account_id, e.user_id,
            (e.effective_at AT TIME ZONE p_time_zone)::date AS rolled_on,
            coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'CREDIT'), 0) AS money_in,
            coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'DEBIT'), 0) AS money_out,
            sum(sum(e.signed_amount)) OVER (
                PARTITION BY e.account_id, (e.effective_at AT TIME ZONE p_time_zone)::date
                ORDER BY f.event_position
            ) AS distance
        FROM ledger_audit.feed_event AS f
        JOIN reporting.entries AS e ON e.transaction_id = f.transaction_id
        WHERE f.event_position > p_after_position
            AND f.event_position <= p_through_position
        GROUP BY e.account_id, e.user_id, rolled_on, f.event_position
    ) AS r
    GROUP BY r.account_id, r.user_id, r.rolled_on
$function$;

COMMENT ON FUNCTION ledger_private.days_of_events(bigint, bigint, text) IS
'Rows of ledger_private.account_day for the events behind p_after_position, up to and with p_through_position. rise and fall count from the balance before the first of them, transaction by transaction in the order of the feed.';
