-- A snapshot in which a transaction counts as open.
CREATE OR REPLACE FUNCTION ledger_private.snapshot_without(p_seen pg_snapshot, p_xact_id xid8)
RETURNS pg_snapshot
LANGUAGE sql
IMMUTABLE
AS $function$
    -- A session's own transaction is not among those that its snapshot calls open.
    SELECT CASE WHEN p_xact_id < pg_snapshot_xmax(p_seen) THEN concat_ws(
        ':', least(pg_snapshot_xmin(p_seen), p_xact_id), pg_snapshot_xmax(p_seen), (
            SELECT string_agg(o.xact_id::text, ',' ORDER BY o.xact_id)
            FROM (
                SELECT x AS xact_id FROM pg_snapshot_xip(p_seen) AS x
                UNION
                SELECT p_xact_id
            ) AS o
        )
    )::pg_snapshot ELSE p_seen END
$function$;

COMMENT ON FUNCTION ledger_private.snapshot_without(pg_snapshot, xid8) IS
'The same snapshot, with this database transaction among those that were open; unchanged when it had not begun, or for NULL.';
