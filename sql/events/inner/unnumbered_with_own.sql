-- What this statement sees and a pass did not see; all that has no position, when there was none.
CREATE OR REPLACE FUNCTION ledger_private.unnumbered_with_own(p_seen pg_snapshot)
RETURNS SETOF ledger_audit.transaction
LANGUAGE sql
STABLE
AS $function$
    SELECT t.*
    FROM (
        SELECT o.*
        FROM ledger_audit.transaction AS o
        WHERE o.xact_id = ANY (ARRAY(
            SELECT x::text::bigint FROM pg_snapshot_xip(p_seen) AS x
        ))
        UNION ALL
        SELECT l.*
        FROM ledger_audit.transaction AS l
        WHERE l.xact_id >= coalesce(pg_snapshot_xmax(p_seen)::text::bigint, 0)
            -- Rows of another cluster may bear numbers that this one has yet to give out.
            AND l.xact_id < CASE WHEN p_seen IS NULL THEN 9223372036854775807
                ELSE pg_snapshot_xmax(pg_current_snapshot())::text::bigint END
    ) AS t
    WHERE NOT EXISTS (
        SELECT FROM ledger_audit.feed_event AS f
        WHERE f.transaction_id = t.transaction_id
    )
$function$;

COMMENT ON FUNCTION ledger_private.unnumbered_with_own(pg_snapshot) IS
'Transactions without a position in the feed that a pass with this snapshot cannot have seen; with NULL all without a position. The snapshot is one of this incarnation. The caller''s own, which may yet be rolled back, are among them. Reads by xact_id: those open then, and those begun since.';
