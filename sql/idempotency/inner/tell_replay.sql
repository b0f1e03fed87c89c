-- Tell a gateway, whose statement is the transaction, that what it asked for was done before.
-- What was done before may not have reached a standby: a wait for one can be called off. Where
-- there are such waits, this commit makes one too, so that nobody is told of what may be lost.
CREATE OR REPLACE FUNCTION ledger_private.tell_replay()
RETURNS void
LANGUAGE sql
VOLATILE
AS $function$
    SELECT pg_logical_emit_message(true, 'zerosum', '')
    WHERE current_setting('synchronous_standby_names') <> '';
    SELECT set_config('ledger.is_replay', 'true', true)
$function$;

COMMENT ON FUNCTION ledger_private.tell_replay() IS
'Sets ledger.is_replay to true until the transaction ends, whose commit waits for standbys where any commit does.';
