-- The code that an actor means: a customer's stand in a space of its own.
CREATE OR REPLACE FUNCTION ledger_private.code_of_actor(p_code text, p_actor ledger.actor)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_actor.role = 'customer'
            AND NOT starts_with(normalize(p_code, NFC), '~' || p_actor.user_id::text || '/')
            THEN '~' || p_actor.user_id::text || '/'
        ELSE ''
    END || normalize(p_code, NFC)
$function$;

COMMENT ON FUNCTION ledger_private.code_of_actor(text, ledger.actor) IS
'p_code in form NFC; for a customer with ~<user_id>/ before it, unless it has that already. So no customer takes, or finds taken, what another or the house calls an account.';
