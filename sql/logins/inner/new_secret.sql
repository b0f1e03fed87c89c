-- A secret that nobody can guess.
CREATE OR REPLACE FUNCTION ledger_private.new_secret(p_prefix text)
RETURNS text
LANGUAGE sql
VOLATILE
AS $function$
    -- Two random UUIDs of the server's strong generator: 244 bits.
    SELECT p_prefix || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
$function$;

COMMENT ON FUNCTION ledger_private.new_secret(text) IS
'p_prefix and 64 hexadecimal digits, 244 bits of which are random.';
