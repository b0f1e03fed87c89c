-- What monitoring is told of transfers to other cells.
CREATE OR REPLACE FUNCTION ledger_private.cell_figures()
RETURNS SETOF ledger.metric
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    RETURN QUERY
    SELECT f.*
    FROM (
        SELECT count(*) AS number, min(o.created_at) AS oldest_at
        FROM ledger_private.outgoing_transfer AS o
        WHERE o.status = 'PENDING'
    ) AS w
    CROSS JOIN LATERAL ledger_private.waiting_figures(
        'zerosum_cell_transfers', w.number, w.oldest_at
    ) AS f;
END
$function$;

COMMENT ON FUNCTION ledger_private.cell_figures() IS
'The rows of ledger.metrics() whose names begin with zerosum_cell_transfers.';
