-- One hold as the view shows it.
CREATE OR REPLACE FUNCTION ledger_private.show_hold(p_hold_id uuid)
RETURNS ledger.holds
LANGUAGE sql
VOLATILE
AS $function$
    SELECT h FROM ledger.holds AS h WHERE h.hold_id = p_hold_id
$function$;

COMMENT ON FUNCTION ledger_private.show_hold(uuid) IS
'The row of ledger.holds, or NULL.';
