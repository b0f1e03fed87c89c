-- What events of each type move on each account and day.
CREATE OR REPLACE FUNCTION ledger_private.types_of_events(
    p_after_position bigint,
    p_through_position bigint,
    p_time_zone text
)
RETURNS SETOF ledger_private.account_day_type
LANGUAGE sql
STABLE
AS $function$
    SELECT
        count(*), e.account_id, e.user_id,
        (e.effective_at AT TIME ZONE p_time_zone)::date AS rolled_on,
        e.transaction_type::ledger_private.unique_text,
        coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'CREDIT'), 0),
        coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'DEBIT'), 0)
    FROM ledger_audit.feed_event AS f
    JOIN reporting.entries AS e ON e.transaction_id = f.transaction_id
    WHERE f.event_position > p_after_position
        AND f.event_position <= p_through_position
    GROUP BY e.account_id, e.user_id, rolled_on, e.transaction_type
$function$;

COMMENT ON FUNCTION ledger_private.types_of_events(bigint, bigint, text) IS
'Rows of ledger_private.account_day_type for the events behind p_after_position, up to and with p_through_position.';
