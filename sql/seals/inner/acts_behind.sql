-- Acts behind a position, numbered or not.
CREATE OR REPLACE FUNCTION ledger_private.acts_behind(p_after bigint)
RETURNS SETOF ledger_audit.act
LANGUAGE sql
STABLE
AS $function$
    SELECT a.*
    FROM ledger_audit.feed_event AS f
    JOIN ledger_audit.act AS a ON a.act_id = f.act_id
    WHERE f.event_position > p_after
    UNION ALL
    SELECT a.*
    FROM ledger_private.unnumbered_events AS u
    JOIN ledger_audit.act AS a ON a.act_id = u.act_id
$function$;

COMMENT ON FUNCTION ledger_private.acts_behind(bigint) IS
'Acts that the first p_after events do not hold, also those that have no position yet.';
