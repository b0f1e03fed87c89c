-- The acts of closing and reopening form one chain that ends at the border in force, and
-- nothing was posted into a period after it was closed.
CREATE OR REPLACE FUNCTION ledger_private.verify_periods_are_shut()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object('act_number', c.act_number) AS detail
    FROM (
        SELECT
            p.*,
            row_number() OVER w AS place,
            lag(p.row_hash, 1, ''::bytea) OVER w AS expected_previous,
            ledger_private.period_act_hash(p) AS expected_hash
        FROM ledger_private.period_act AS p
        WINDOW w AS (ORDER BY p.act_number)
    ) AS c
    WHERE c.place <> c.act_number
        OR c.previous_hash <> c.expected_previous
        OR c.row_hash <> c.expected_hash
    UNION ALL
    SELECT jsonb_build_object('table', 'open_period', 'act_number', o.act_number)
    FROM (VALUES (1)) AS one (period_id)
    LEFT JOIN ledger_private.open_period AS o USING (period_id)
    LEFT JOIN (
        SELECT p.act_number, p.closed_through_on
        FROM ledger_private.period_act AS p
        ORDER BY p.act_number DESC
        LIMIT 1
    ) AS p ON true
    WHERE (o.act_number, o.open_from_at) IS DISTINCT FROM (
        coalesce(p.act_number, 0), ledger_private.opening_moment(p.closed_through_on)
    )
    UNION ALL
    SELECT jsonb_build_object('transaction_id', t.transaction_id)
    FROM (
        SELECT
            p.event_position, p.created_at,
            ledger_private.opening_moment(p.closed_through_on) AS opens_at,
            lead(p.created_at, 1, 'infinity') OVER (ORDER BY p.act_number) AS replaced_at
        FROM ledger_private.period_act AS p
    ) AS a
    JOIN ledger_audit.transaction AS t
        ON t.effective_at < a.opens_at
        AND t.created_at > a.created_at
        AND t.created_at < a.replaced_at
        AND t.status <> 'FAILED'
    LEFT JOIN ledger_audit.feed_event AS f USING (transaction_id)
    WHERE coalesce(f.event_position > a.event_position, true)
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_periods_are_shut() IS
'The acts of closing and reopening form one chain that ends at the border in force, and nothing was posted into a period after it was closed. Returns the first row that breaks this, or NULL.';
