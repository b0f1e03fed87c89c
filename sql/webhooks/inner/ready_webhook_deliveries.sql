-- What may be sent to an endpoint now, in the order of the feed.
CREATE OR REPLACE FUNCTION ledger_private.ready_webhook_deliveries(
    p_endpoint_id uuid,
    p_limit integer
)
RETURNS SETOF ledger_private.webhook_delivery
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_waiting integer;
    v_account_ids uuid[];
BEGIN
    -- What waits for its next attempt holds up what came later for the same accounts.
    SELECT count(DISTINCT d.delivery_id), coalesce(array_agg(a.account_id), '{}')
    INTO v_waiting, v_account_ids
    FROM ledger_private.webhook_delivery AS d
    LEFT JOIN LATERAL unnest(d.account_ids) AS a (account_id) ON true
    WHERE d.endpoint_id = p_endpoint_id
        AND d.state = 'PENDING'
        AND d.attempts > 0
        AND d.next_attempt_at > v_now;

    -- An endpoint that takes nothing is asked again, and gets nothing new meanwhile.
    RETURN QUERY
    SELECT d.*
    FROM (
        SELECT p.*
        FROM ledger_private.webhook_delivery AS p
        WHERE p.endpoint_id = p_endpoint_id
            AND p.state = 'PENDING'
        ORDER BY p.event_position NULLS FIRST
        LIMIT 2000
    ) AS d
    WHERE d.next_attempt_at <= v_now
        AND (d.attempts > 0 OR v_waiting < 20)
        AND NOT d.account_ids && v_account_ids
    ORDER BY d.event_position NULLS FIRST
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger_private.ready_webhook_deliveries(uuid, integer) IS
'At most p_limit pending deliveries, of the first 2000, without those that another one with the same account is ahead of and waits for its next attempt. While 20 wait only they are tried.';
