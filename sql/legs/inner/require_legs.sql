-- A transaction has 1,000 legs at most: asked before any of them is looked at.
CREATE OR REPLACE FUNCTION ledger_private.require_legs(p_entries ledger.entry_request[])
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF cardinality(p_entries) > 1000 THEN
        PERFORM ledger_private.raise_error('LG131', jsonb_build_object(
            'legs', cardinality(p_entries), 'at_most', 1000
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_legs(ledger.entry_request[]) IS
'Raise LG131 for more than 1000 legs; too few are found by ledger_private.legs_fault.';
