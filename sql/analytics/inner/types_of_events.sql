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
        count(*), l.account_id, l.user_id, l.rolled_on, l.transaction_type,
        sum(l.money_in), sum(l.money_out)
    FROM ledger_private.rolled_lines(p_after_position, p_through_position, p_time_zone) AS l
    GROUP BY l.account_id, l.user_id, l.rolled_on, l.transaction_type
$function$;

COMMENT ON FUNCTION ledger_private.types_of_events(bigint, bigint, text) IS
'Rows of ledger_private.account_day_type for the events behind p_after_position, up to and with p_through_position.';
