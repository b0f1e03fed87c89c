-- What the last pass cannot have seen and has no place; all that has none, when there was no pass.
-- The caller's own database transaction is left out: it may yet roll back.
CREATE OR REPLACE VIEW ledger_private.unnumbered_events AS
WITH head AS MATERIALIZED (
    SELECT p.seen
    FROM ledger_private.last_pass() AS p
),
waiting AS (
    SELECT
        o.transaction_id, NULL::uuid AS act_id, o.created_at, o.xact_id,
        ledger_private.feed_accounts(
            o.status, o.from_account_id, o.to_account_id, o.leg_account_ids
        ) AS account_ids
    FROM ledger_audit.transaction AS o
    WHERE o.xact_id = any(ARRAY(
        SELECT x::text::bigint
        FROM pg_snapshot_xip((SELECT h.seen FROM head AS h)) AS x
    ))
    UNION ALL
    SELECT
        l.transaction_id, NULL::uuid AS act_id, l.created_at, l.xact_id,
        ledger_private.feed_accounts(
            l.status, l.from_account_id, l.to_account_id, l.leg_account_ids
        ) AS account_ids
    FROM ledger_audit.transaction AS l
    WHERE l.xact_id >= (SELECT coalesce(pg_snapshot_xmax(h.seen)::text::bigint, 0) FROM head AS h)
        -- Rows of another cluster may bear numbers that this one has yet to give out.
        AND l.xact_id < (
            SELECT CASE WHEN h.seen IS NULL THEN 9223372036854775807
                ELSE pg_snapshot_xmax(pg_current_snapshot())::text::bigint END
            FROM head AS h
        )
    UNION ALL
    SELECT
        NULL::uuid AS transaction_id, o.act_id, o.created_at, o.xact_id,
        ARRAY[o.account_id] AS account_ids
    FROM ledger_audit.act AS o
    WHERE o.xact_id = any(ARRAY(
        SELECT x::text::bigint
        FROM pg_snapshot_xip((SELECT h.seen FROM head AS h)) AS x
    ))
    UNION ALL
    SELECT
        NULL::uuid AS transaction_id, l.act_id, l.created_at, l.xact_id,
        ARRAY[l.account_id] AS account_ids
    FROM ledger_audit.act AS l
    WHERE l.xact_id >= (SELECT coalesce(pg_snapshot_xmax(h.seen)::text::bigint, 0) FROM head AS h)
        AND l.xact_id < (
            SELECT CASE WHEN h.seen IS NULL THEN 9223372036854775807
                ELSE pg_snapshot_xmax(pg_current_snapshot())::text::bigint END
            FROM head AS h
        )
)
SELECT w.transaction_id, w.act_id, w.created_at, w.xact_id, w.account_ids
FROM waiting AS w
WHERE w.xact_id IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint
    AND NOT EXISTS (
        SELECT FROM ledger_audit.feed_event AS f WHERE f.transaction_id = w.transaction_id
    )
    AND NOT EXISTS (
        SELECT FROM ledger_audit.feed_event AS f WHERE f.act_id = w.act_id
    );

COMMENT ON VIEW ledger_private.unnumbered_events IS
'Committed transactions and acts without a position in the feed that the last pass cannot have seen; where its snapshot means nothing, all without a position. Reads by xact_id: those open then, and those begun since.';

COMMENT ON COLUMN ledger_private.unnumbered_events.transaction_id IS 'The transaction; NULL for an act.';
COMMENT ON COLUMN ledger_private.unnumbered_events.act_id IS 'The act; NULL for a transaction.';
COMMENT ON COLUMN ledger_private.unnumbered_events.created_at IS 'When it was posted, refused or done.';
COMMENT ON COLUMN ledger_private.unnumbered_events.xact_id IS 'Number of the database transaction that wrote it.';
COMMENT ON COLUMN ledger_private.unnumbered_events.account_ids IS 'The accounts that it is listed with, as ledger_private.feed_accounts gives them.';
