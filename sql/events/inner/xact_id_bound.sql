-- Below which number database transactions can have ended since a snapshot.
CREATE OR REPLACE FUNCTION ledger_private.xact_id_bound(p_seen pg_snapshot)
RETURNS bigint
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE
        -- A snapshot of another cluster, from before a restore: so may be the rows' numbers.
        WHEN pg_snapshot_xmax(p_seen) > pg_snapshot_xmax(pg_current_snapshot())
            THEN 9223372036854775807
        -- Restored rows may bear numbers that this cluster has yet to give out.
        ELSE pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    END
$function$;

COMMENT ON FUNCTION ledger_private.xact_id_bound(pg_snapshot) IS
'The first number that no ended transaction of this cluster bears; no bound where p_seen is ahead of this cluster, and so of another.';
