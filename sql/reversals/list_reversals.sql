-- List what was given back of one transaction.
CREATE OR REPLACE FUNCTION ledger.list_reversals(
    p_transaction_id uuid,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger.get_transaction(p_transaction_id, p_actor);
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT s.*
    FROM ledger.transactions AS t
    CROSS JOIN LATERAL ledger_private.seen_transaction(t, v_actor) AS s
    WHERE t.reverses_transaction_id = p_transaction_id
        AND t.status = 'COMPLETED'
        AND (p_after IS NULL OR t.transaction_id > p_after)
    ORDER BY t.transaction_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_reversals(uuid, uuid, integer, ledger.actor) IS
'The reversals of a transaction that the actor may see (LG002), oldest first. p_after is the last transaction_id of the page before; p_limit 1 to 1000.';
