-- When a webhook that was not taken is tried again: the one place that says so.
CREATE OR REPLACE FUNCTION ledger_private.webhook_schedule()
RETURNS interval[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ARRAY[
        '5 seconds', '30 seconds', '2 minutes', '10 minutes', '30 minutes', '1 hour',
        '2 hours', '4 hours', '8 hours', '12 hours', '20 hours', '24 hours'
    ]::interval[]
$function$;

COMMENT ON FUNCTION ledger_private.webhook_schedule() IS
'How long after the first, second, … failed attempt the next one is made, to which a tenth more or less is added by chance; three days in all. After the last a delivery is dead.';
