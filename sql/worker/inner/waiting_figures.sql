-- What monitoring is told of work that waits: how much, and for how long.
CREATE OR REPLACE FUNCTION ledger_private.waiting_figures(
    p_subject text,
    p_number bigint,
    p_oldest_at timestamptz
)
RETURNS SETOF ledger.metric
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_metric ledger.metric;
BEGIN
    v_metric.name := p_subject || '_pending';
    v_metric.value := p_number;
    RETURN NEXT v_metric;
    v_metric.name := p_subject || '_lag_seconds';
    v_metric.value := coalesce(extract(epoch FROM clock_timestamp() - p_oldest_at), 0);
    RETURN NEXT v_metric;
END
$function$;

COMMENT ON FUNCTION ledger_private.waiting_figures(text, bigint, timestamptz) IS
'Two rows of ledger.metrics(): how many of p_subject are pending, and how many seconds the oldest has been; 0 without one.';
