-- List transfers from other cells, the newest first.
CREATE OR REPLACE FUNCTION ledger.list_incoming_transfers(
    p_account_id uuid DEFAULT NULL,
    p_cell_number integer DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 100,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.incoming_transfers
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account_ids uuid[];
BEGIN
    PERFORM ledger_private.require_short('status', p_status);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_account_ids := ledger_private.listed_accounts(p_account_id, NULL, NULL, v_actor);

    RETURN QUERY
    SELECT i.*
    FROM ledger.incoming_transfers AS i
    WHERE (v_account_ids IS NULL OR i.to_account_id = ANY (v_account_ids))
        AND (p_cell_number IS NULL OR i.cell_number = p_cell_number)
        AND (p_status IS NULL OR i.status = p_status)
        AND (p_after IS NULL OR i.transfer_id < p_after)
    ORDER BY i.transfer_id DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_incoming_transfers(
    uuid, integer, text, uuid, integer, ledger.actor
) IS
'Transfers from other cells, the newest first: to an account (LG001), from one cell, of one p_status (PAID, REFUSED). A customer sees those to accounts that it sees. p_after is the last transfer_id of the page before; p_limit 1 to 1000.';
