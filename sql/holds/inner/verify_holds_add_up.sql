-- Each account keeps what its open holds keep, as was last audited, and each hold is
-- what its steps, numbered without gap, made of it.
CREATE OR REPLACE FUNCTION ledger_private.verify_holds_add_up()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', a.account_id, 'held', trim_scale(a.held)::text,
        'holds', trim_scale(coalesce(s.remaining, 0))::text, 'audited', trim_scale(coalesce(l.held, 0))::text
    ) AS detail
    FROM ledger_private.account AS a
    LEFT JOIN (
        SELECT h.account_id, sum(h.remaining) AS remaining
        FROM ledger_private.hold AS h
        WHERE h.status = 'OPEN'
        GROUP BY h.account_id
    ) AS s USING (account_id)
    LEFT JOIN (
        SELECT DISTINCT ON (l.account_id) l.account_id, (l.detail ->> 'held')::numeric AS held
        FROM ledger_audit.audit_log AS l
        WHERE l.action = 'HOLD'
        ORDER BY l.account_id, l.account_position DESC
    ) AS l USING (account_id)
    WHERE a.held <> coalesce(s.remaining, 0)
        OR a.held <> coalesce(l.held, 0)
    UNION ALL
    SELECT jsonb_build_object(
        'account_id', coalesce(h.account_id, e.account_id),
        'hold_id', coalesce(h.hold_id, e.hold_id)
    )
    FROM ledger_private.hold AS h
    FULL JOIN (
        SELECT DISTINCT ON (e.hold_id)
            e.*, count(*) OVER (PARTITION BY e.hold_id) AS steps
        FROM ledger_private.hold_event AS e
        ORDER BY e.hold_id, e.event_number DESC
    ) AS e USING (hold_id)
    WHERE (
            h.event_count, h.account_id, h.amount, h.captured, h.released, h.status,
            h.expires_at, e.steps
        ) IS DISTINCT FROM (
            e.event_number, e.account_id, e.amount_after, e.captured_after, e.released_after,
            e.status_after, e.expires_at, e.event_number::bigint
        )
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_holds_add_up() IS
'Each account keeps what its open holds keep, as was last audited, and each hold is what its steps made of it. Returns the first row that breaks this, or NULL.';
