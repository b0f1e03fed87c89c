-- No transaction bears a commit position from the future, as after a logical restore,
-- where a relay would wait for it.
CREATE OR REPLACE FUNCTION ledger_private.verify_events_are_readable()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object('transaction_id', t.transaction_id, 'xact_id', t.xact_id) AS detail
    FROM ledger_audit.transaction AS t
    WHERE t.xact_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        -- A caller that has just posted sees its own rows before they are committed.
        AND t.xact_id IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint
    ORDER BY t.xact_id
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_events_are_readable() IS
'No transaction bears a commit position from the future, as after a logical restore, where a relay would wait for it. Returns the first row that breaks this, or NULL.';
