-- The entries of events, with the day that each counts on.
CREATE OR REPLACE FUNCTION ledger_private.rolled_lines(
    p_after_position bigint,
    p_through_position bigint,
    p_time_zone text
)
RETURNS SETOF ledger_private.rolled_line
LANGUAGE sql
STABLE
AS $function$
    SELECT
        f.event_position, e.account_id, e.user_id, e.transaction_type,
        (e.effective_at AT TIME ZONE p_time_zone)::date,
        CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE 0 END,
        CASE e.entry_type WHEN 'DEBIT' THEN e.amount ELSE 0 END
    FROM ledger_audit.feed_event AS f
    JOIN reporting.entries AS e ON e.transaction_id = f.transaction_id
    WHERE f.event_position > p_after_position
        AND f.event_position <= p_through_position
$function$;

COMMENT ON FUNCTION ledger_private.rolled_lines(bigint, bigint, text) IS
'Entries, and open credits in place of entries to come, of the transactions whose positions in the feed lie behind p_after_position, up to and with p_through_position; rolled_on is the day of effective_at in p_time_zone. Refused transactions and other events have none.';
