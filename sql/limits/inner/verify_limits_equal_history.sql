-- Each limit's counter says what its accounts' history says, and posting is told to look at it.
CREATE OR REPLACE FUNCTION ledger_private.verify_limits_equal_history()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'limit_id', l.limit_id,
        'counted', ARRAY(SELECT trim_scale(u.used) FROM unnest(c.bucket_uses) AS u (used))::text,
        'history', ARRAY(SELECT trim_scale(u.used) FROM unnest(h.uses) AS u (used))::text
    ) AS detail
    FROM ledger_private.usage_limit AS l
    LEFT JOIN ledger_private.usage_counter AS c USING (limit_id)
    LEFT JOIN LATERAL (
        VALUES (ledger_private.limit_cutoff(
            l.period, l.window_seconds, l.bucket_seconds, l.time_zone, c.updated_at
        ))
    ) AS f (since) ON true
    LEFT JOIN LATERAL (
        SELECT
            coalesce(array_agg(u.bucket_start ORDER BY u.bucket_start), '{}') AS starts,
            coalesce(array_agg(u.used ORDER BY u.bucket_start), '{}') AS uses
        FROM ledger_private.limit_uses(l, f.since) AS u
    ) AS h ON true
    LEFT JOIN LATERAL (
        SELECT
            coalesce(array_agg(u.start ORDER BY u.start), '{}') AS starts,
            coalesce(array_agg(u.used ORDER BY u.start), '{}') AS uses
        FROM unnest(c.bucket_starts, c.bucket_uses) AS u (start, used)
        WHERE u.start >= f.since
    ) AS n ON true
    WHERE l.removed_at IS NULL
        AND (
            c.user_id IS DISTINCT FROM l.user_id
            OR (h.starts, h.uses) IS DISTINCT FROM (n.starts, n.uses)
        )
    UNION ALL
    SELECT jsonb_build_object('account_id', a.account_id, 'has_rules', a.has_rules)
    FROM ledger_private.account AS a
    WHERE NOT a.has_rules
        AND a.status <> 'CLOSED'
        AND a.user_id IN (
            SELECT l.user_id FROM ledger_private.usage_limit AS l WHERE l.removed_at IS NULL
        )
        AND ledger_private.account_has_rules(a.account_id, a.user_id)
    UNION ALL
    -- The newest word on a limit, in the trail of any account it is on, is what is in force.
    SELECT jsonb_build_object(
        'limit_id', l.limit_id, 'maximum', trim_scale(l.maximum)::text, 'audited', o.detail
    )
    FROM ledger_private.usage_limit AS l
    RIGHT JOIN (
        SELECT DISTINCT ON (o.detail ->> 'limit_id') o.detail
        FROM ledger_audit.audit_log AS o
        WHERE o.action = 'LIMIT'
        ORDER BY
            o.detail ->> 'limit_id',
            ledger_private.booked_at(o.account_id, o.account_position, o.created_at) DESC,
            o.created_at DESC, o.log_id DESC
    ) AS o ON (o.detail ->> 'limit_id')::uuid = l.limit_id
    WHERE o.detail IS DISTINCT FROM ledger_private.describe_limit(l)
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_limits_equal_history() IS
'The counter of each limit is what entries and holds of its present period add up to, its accounts are marked, and it is what was last audited. Returns the first row that breaks this, or NULL.';
