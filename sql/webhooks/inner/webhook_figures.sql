-- What monitoring is told of webhooks.
CREATE OR REPLACE FUNCTION ledger_private.webhook_figures()
RETURNS SETOF ledger.metric
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_metric ledger.metric;
BEGIN
    v_metric.name := 'zerosum_webhooks_dead';
    v_metric.value := (
        SELECT count(*)
        FROM ledger_private.webhook_delivery AS d
        JOIN ledger_private.webhook_endpoint AS e USING (endpoint_id)
        WHERE d.state = 'DEAD'
            AND e.removed_at IS NULL
    );
    RETURN NEXT v_metric;
    v_metric.name := 'zerosum_webhooks_pending';
    v_metric.value := (
        SELECT count(*) FROM ledger_private.webhook_delivery AS d WHERE d.state = 'PENDING'
    );
    RETURN NEXT v_metric;
    -- What failed already is its receiver's fault, not the worker's.
    v_metric.name := 'zerosum_webhooks_lag_seconds';
    v_metric.value := coalesce(extract(epoch FROM clock_timestamp() - (
        SELECT min(d.created_at)
        FROM ledger_private.webhook_delivery AS d
        JOIN ledger_private.webhook_endpoint AS e USING (endpoint_id)
        WHERE d.state = 'PENDING'
            AND d.attempts = 0
            AND e.status = 'ENABLED'
            AND e.first_failed_at IS NULL
    )), 0);
    RETURN NEXT v_metric;
    v_metric.name := 'zerosum_webhooks_failing';
    v_metric.value := (
        SELECT count(*)
        FROM ledger_private.webhook_endpoint AS e
        WHERE e.removed_at IS NULL
            AND (e.first_failed_at IS NOT NULL OR e.disabled_reason <> 'asked')
    );
    RETURN NEXT v_metric;
END
$function$;

COMMENT ON FUNCTION ledger_private.webhook_figures() IS
'The rows of ledger.metrics() whose names begin with zerosum_webhooks.';
