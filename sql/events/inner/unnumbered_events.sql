-- What this statement sees and a pass did not see; all that has no position, when there was none.
-- The caller's own database transaction is left out: it may yet roll back.
CREATE OR REPLACE FUNCTION ledger_private.unnumbered_events(p_seen pg_snapshot)
RETURNS SETOF ledger_private.unnumbered_event
LANGUAGE sql
STABLE
AS $function$
    SELECT e.transaction_id, e.act_id, e.created_at, e.xact_id, e.account_ids
    FROM (
        SELECT
            o.transaction_id, NULL::uuid AS act_id, o.created_at, o.xact_id,
            ledger_private.feed_accounts(
                o.status, o.from_account_id, o.to_account_id, o.leg_account_ids
            ) AS account_ids
        FROM ledger_audit.transaction AS o
        WHERE o.xact_id = ANY (ARRAY(
            SELECT x::text::bigint FROM pg_snapshot_xip(p_seen) AS x
        ))
        UNION ALL
        SELECT
            l.transaction_id, NULL::uuid, l.created_at, l.xact_id,
            ledger_private.feed_accounts(
                l.status, l.from_account_id, l.to_account_id, l.leg_account_ids
            )
        FROM ledger_audit.transaction AS l
        WHERE l.xact_id >= coalesce(pg_snapshot_xmax(p_seen)::text::bigint, 0)
            -- Rows of another cluster may bear numbers that this one has yet to give out.
            AND l.xact_id < CASE WHEN p_seen IS NULL THEN 9223372036854775807
                ELSE pg_snapshot_xmax(pg_current_snapshot())::text::bigint END
        UNION ALL
        SELECT NULL::uuid, o.act_id, o.created_at, o.xact_id, ARRAY[o.account_id]
        FROM ledger_audit.act AS o
        WHERE o.xact_id = ANY (ARRAY(
            SELECT x::text::bigint FROM pg_snapshot_xip(p_seen) AS x
        ))
        UNION ALL
        SELECT NULL::uuid, l.act_id, l.created_at, l.xact_id, ARRAY[l.account_id]
        FROM ledger_audit.act AS l
        WHERE l.xact_id >= coalesce(pg_snapshot_xmax(p_seen)::text::bigint, 0)
            AND l.xact_id < CASE WHEN p_seen IS NULL THEN 9223372036854775807
                ELSE pg_snapshot_xmax(pg_current_snapshot())::text::bigint END
    ) AS e
    WHERE e.xact_id IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint
        AND NOT EXISTS (
            SELECT FROM ledger_audit.feed_event AS f
            WHERE f.transaction_id = e.transaction_id
        )
        AND NOT EXISTS (
            SELECT FROM ledger_audit.feed_event AS f WHERE f.act_id = e.act_id
        )
$function$;

COMMENT ON FUNCTION ledger_private.unnumbered_events(pg_snapshot) IS
'Committed transactions and acts without a position in the feed that a pass with this snapshot cannot have seen; with NULL all without a position. The snapshot is one of this incarnation. Reads by xact_id: those open then, and those begun since.';
