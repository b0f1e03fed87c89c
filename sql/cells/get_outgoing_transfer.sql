-- Read one transfer to another cell.
CREATE OR REPLACE FUNCTION ledger.get_outgoing_transfer(
    p_transfer_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.outgoing_transfers
LANGUAGE plpgsql
STABLE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_transfer ledger.outgoing_transfers;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    v_transfer := ledger_private.show_outgoing(p_transfer_id);
    IF v_transfer.transfer_id IS NULL
        OR NOT ledger_private.sees_account(v_transfer.from_account_id, v_actor)
    THEN
        PERFORM ledger_private.raise_error('LG035', jsonb_build_object(
            'transfer_id', p_transfer_id
        ));
    END IF;
    RETURN NEXT v_transfer;
END
$function$;

COMMENT ON FUNCTION ledger.get_outgoing_transfer(uuid, ledger.actor) IS
'A transfer to another cell as it is now, for whoever sees the account that pays; LG035 otherwise: unknown and forbidden look alike.';
