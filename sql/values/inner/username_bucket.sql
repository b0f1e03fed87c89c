-- The bucket of a username: a hash that is the same on every version and platform.
CREATE OR REPLACE FUNCTION ledger_private.username_bucket(p_username text)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ('x' || left(
        encode(sha256(convert_to(normalize(p_username, NFC), 'UTF8')), 'hex'), 3
    ))::bit(12)::integer
$function$;

COMMENT ON FUNCTION ledger_private.username_bucket(text) IS
'The first twelve bits of the SHA-256 of p_username in Unicode normal form C, as UTF-8.';
