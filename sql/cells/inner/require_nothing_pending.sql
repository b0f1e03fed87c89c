-- No account ends while money of it is on its way to another cell.
CREATE OR REPLACE FUNCTION ledger_private.require_nothing_pending(p_account_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_ids uuid[];
BEGIN
    SELECT array_agg(o.transfer_id ORDER BY o.transfer_id) INTO v_ids
    FROM (
        SELECT p.transfer_id
        FROM ledger_private.outgoing_transfer AS p
        WHERE p.from_account_id = p_account_id
            AND p.status = 'PENDING'
        ORDER BY p.transfer_id
        LIMIT 10
    ) AS o;
    IF v_ids IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG211', jsonb_build_object(
            'account_id', p_account_id, 'transfer_ids', v_ids
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_nothing_pending(uuid) IS
'LG211 while a transfer of the account to another cell is pending: it may come back. Names up to ten. The account is locked by the caller.';
