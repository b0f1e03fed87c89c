-- What monitoring is told of exports.
CREATE OR REPLACE FUNCTION ledger_private.export_figures()
RETURNS SETOF ledger.metric
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    RETURN QUERY
    SELECT f.*
    FROM (
        SELECT count(*) AS number, min(x.created_at) AS oldest_at
        FROM ledger_private.export AS x
        WHERE x.status = 'PENDING'
    ) AS w
    CROSS JOIN LATERAL ledger_private.waiting_figures(
        'zerosum_exports', w.number, w.oldest_at
    ) AS f;
END
$function$;

COMMENT ON FUNCTION ledger_private.export_figures() IS
'The rows of ledger.metrics() whose names begin with zerosum_exports.';
