-- The feed has no gap, and nothing committed that it has passed lacks a position.
CREATE OR REPLACE FUNCTION ledger_private.verify_events_are_readable()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    WITH head AS MATERIALIZED (
        SELECT h.* FROM ledger_private.last_pass() AS h
    )
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'transaction_id', t.transaction_id, 'act_id', t.act_id, 'xact_id', t.xact_id
    ))
    FROM (
        SELECT l.transaction_id, NULL::uuid AS act_id, l.xact_id
        FROM ledger_audit.transaction AS l
        WHERE NOT EXISTS (
            SELECT FROM ledger_audit.feed_event AS f WHERE f.transaction_id = l.transaction_id
        )
        UNION ALL
        SELECT NULL::uuid, a.act_id, a.xact_id
        FROM ledger_audit.act AS a
        WHERE NOT EXISTS (
            SELECT FROM ledger_audit.feed_event AS f WHERE f.act_id = a.act_id
        )
    ) AS t
    JOIN head AS h ON h.seen IS NOT NULL
    -- A caller that has just written sees its own rows before they are committed.
    WHERE t.xact_id IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint
        AND (
            pg_visible_in_snapshot(t.xact_id::text::xid8, h.seen)
            OR t.xact_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        )
    UNION ALL
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'transaction_id', e.transaction_id, 'act_id', e.act_id, 'event_position', e.place
    ))
    FROM (
        SELECT f.*, row_number() OVER (ORDER BY f.event_position) AS place
        FROM ledger_audit.feed_event AS f
    ) AS e
    LEFT JOIN ledger_audit.transaction AS t USING (transaction_id)
    LEFT JOIN ledger_audit.act AS a USING (act_id)
    WHERE e.event_position <> e.place OR coalesce(t.transaction_id, a.act_id) IS NULL
    UNION ALL
    SELECT jsonb_build_object('event_position', event_position, 'account_id', account_id)
    FROM (
        SELECT f.event_position, a.account_id
        FROM ledger_audit.feed_event AS f
        LEFT JOIN ledger_audit.transaction AS t USING (transaction_id)
        LEFT JOIN ledger_audit.act AS o USING (act_id)
        CROSS JOIN LATERAL unnest(o.account_id || ledger_private.feed_accounts(
            t.status, t.from_account_id, t.to_account_id, t.leg_account_ids
        )) AS a (account_id)
        WHERE a.account_id IS NOT NULL
        GROUP BY f.event_position, a.account_id
    ) AS wanted
    FULL JOIN ledger_audit.feed_account AS given USING (event_position, account_id)
    WHERE wanted.account_id IS NULL OR given.account_id IS NULL
    UNION ALL
    SELECT jsonb_build_object('last_position', h.last_position)
    FROM head AS h
    WHERE h.last_position <> (SELECT count(*) FROM ledger_audit.feed_event)
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_events_are_readable() IS
'The positions of the feed count from 1 without gap up to that of the last pass, each of a transaction or an act and listed with its accounts, and none of these lacks one that the last pass saw or that no pass will find. After a restore the next pass numbers what lacks a position. Returns the first row that breaks this, or NULL.';
