-- Whether what a database transaction wrote could not be seen in a snapshot.
CREATE OR REPLACE FUNCTION ledger_private.is_late(p_xact_id bigint, p_seen pg_snapshot)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT NOT pg_visible_in_snapshot(p_xact_id::text::xid8, p_seen)
        AND p_xact_id < ledger_private.xact_id_bound(p_seen)
        -- What this session has written itself, it saw.
        AND p_xact_id IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint
$function$;

COMMENT ON FUNCTION ledger_private.is_late(bigint, pg_snapshot) IS
'True for what was committed after the snapshot was taken; NULL where the row has no number, or there is no snapshot. A restored row keeps its number, so a snapshot from before the dump tells as much of it as it did there.';
