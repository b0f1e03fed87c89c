-- What happened on an account behind a place of its audit chain, as far as the feed was read.
CREATE OR REPLACE FUNCTION ledger_private.watched_steps(
    p_monitor ledger_private.monitor,
    p_through_position bigint
)
RETURNS SETOF ledger_private.watched_step
LANGUAGE sql
STABLE
AS $function$
    SELECT
        s.account_version, s.account_position, s.created_at, s.balance, s.held,
        s.event_position,
        s.is_entry AND coalesce(s.event_position > p_through_position, true)
    FROM (
        SELECT
            e.account_version::bigint AS account_version,
            e.account_position::bigint AS account_position, e.created_at,
            e.balance_after::numeric AS balance, NULL::numeric AS held, f.event_position,
            true AS is_entry
        FROM ledger_audit.transaction_entry AS e
        LEFT JOIN ledger_audit.feed_event AS f USING (transaction_id)
        WHERE e.account_id = p_monitor.account_id
            AND e.account_version > p_monitor.account_version
        UNION ALL
        SELECT
            NULL::bigint, l.account_position, coalesce(t.created_at, l.created_at), l.balance,
            (l.detail ->> 'held')::numeric, NULL::bigint, false
        FROM ledger_audit.audit_log AS l
        -- A capture and what it posts are seen together.
        LEFT JOIN ledger_private.hold_event AS h
            ON l.detail ->> 'event' = 'CAPTURE'
            AND h.hold_id = (l.detail ->> 'hold_id')::uuid
            AND h.event_number = (l.detail ->> 'number')::bigint
        LEFT JOIN ledger_audit.transaction AS t ON t.transaction_id = h.transaction_id
        WHERE l.account_id = p_monitor.account_id
            AND l.account_position > p_monitor.account_position
            AND l.action = 'HOLD'
    ) AS s
    ORDER BY s.account_position
$function$;

COMMENT ON FUNCTION ledger_private.watched_steps(ledger_private.monitor, bigint) IS
'Entries and steps of holds of the monitor''s account behind those that it has looked at, in the order of the audit chain. is_ahead: the transaction has no position in the feed up to p_through_position yet.';
