-- Tell a gateway, whose statement is the transaction, that what it asked for was done before.
CREATE OR REPLACE FUNCTION ledger_private.tell_replay()
RETURNS void
LANGUAGE sql
VOLATILE
AS $function$
    SELECT set_config('ledger.is_replay', 'true', true)
$function$;

COMMENT ON FUNCTION ledger_private.tell_replay() IS
'Sets ledger.is_replay to true until the transaction ends.';
