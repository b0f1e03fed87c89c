-- What monitoring is told of seals.
CREATE OR REPLACE FUNCTION ledger_private.seal_figures()
RETURNS SETOF ledger.metric
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_metric ledger.metric;
    v_head bigint := (SELECT max(h.tree_size) FROM ledger_audit.seal_head AS h);
    v_last bigint := (ledger_private.last_pass()).last_position;
BEGIN
    v_metric.name := 'zerosum_seal_lag_events';
    v_metric.value := coalesce(greatest(v_last - v_head, 0), 0);
    RETURN NEXT v_metric;
    v_metric.name := 'zerosum_seal_lag_seconds';
    v_metric.value := coalesce((
        SELECT extract(epoch FROM clock_timestamp() - coalesce(t.created_at, a.created_at))
        FROM ledger_audit.feed_event AS f
        LEFT JOIN ledger_audit.transaction AS t ON t.transaction_id = f.transaction_id
        LEFT JOIN ledger_audit.act AS a ON a.act_id = f.act_id
        WHERE f.event_position = v_head + 1
    ), 0);
    RETURN NEXT v_metric;
END
$function$;

COMMENT ON FUNCTION ledger_private.seal_figures() IS
'The rows of ledger.metrics() whose names begin with zerosum_seal; 0 before the first signed head.';
