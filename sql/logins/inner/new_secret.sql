-- A secret that nobody can guess, and that tells whose it is to who routes it.
CREATE OR REPLACE FUNCTION ledger_private.new_secret(p_prefix text, p_bucket integer)
RETURNS text
LANGUAGE sql
VOLATILE
AS $function$
    -- Two random UUIDs of the server's strong generator: 244 bits.
    SELECT p_prefix || lpad(to_hex(p_bucket), 4, '0') || '_'
        || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
$function$;

COMMENT ON FUNCTION ledger_private.new_secret(text, integer) IS
'p_prefix, p_bucket in four hexadecimal digits, _, and 64 hexadecimal digits, 244 bits of which are random.';
