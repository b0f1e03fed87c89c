-- One transfer to another cell as its view shows it.
CREATE OR REPLACE FUNCTION ledger_private.show_outgoing(p_transfer_id uuid)
RETURNS ledger.outgoing_transfers
LANGUAGE sql
STABLE
AS $function$
    SELECT o FROM ledger.outgoing_transfers AS o WHERE o.transfer_id = p_transfer_id
$function$;

COMMENT ON FUNCTION ledger_private.show_outgoing(uuid) IS
'The row of ledger.outgoing_transfers, or NULL.';
