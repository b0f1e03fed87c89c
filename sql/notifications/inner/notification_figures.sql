-- What monitoring is told of notifications.
CREATE OR REPLACE FUNCTION ledger_private.notification_figures()
RETURNS SETOF ledger.metric
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_metric ledger.metric;
    v_state record;
BEGIN
    FOR v_state IN
        SELECT s.state, (
            SELECT count(*) FROM ledger_private.notification AS n WHERE n.state = s.state
        ) AS messages
        FROM (VALUES ('BOUNCED'), ('DEAD'), ('PENDING'), ('UNKNOWN')) AS s (state)
    LOOP
        v_metric.name := 'zerosum_notifications_' || lower(v_state.state);
        v_metric.value := v_state.messages;
        RETURN NEXT v_metric;
    END LOOP;
    v_metric.name := 'zerosum_notifications_lag_seconds';
    v_metric.value := coalesce(extract(epoch FROM clock_timestamp() - (
        SELECT min(n.created_at)
        FROM ledger_private.notification AS n
        WHERE n.state = 'PENDING'
            AND n.attempts = 0
    )), 0);
    RETURN NEXT v_metric;
END
$function$;

COMMENT ON FUNCTION ledger_private.notification_figures() IS
'The rows of ledger.metrics() whose names begin with zerosum_notifications.';
