-- The bucket of a username, to route logins by.
CREATE OR REPLACE FUNCTION ledger.bucket_of_username(p_username text)
RETURNS integer
LANGUAGE plpgsql
IMMUTABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.require_short('username', p_username);
    RETURN ledger_private.username_bucket(p_username);
END
$function$;

COMMENT ON FUNCTION ledger.bucket_of_username(text) IS
'The bucket of the user who is called so, 0 to 4095: the first twelve bits of the SHA-256 of the name in Unicode normal form C, as UTF-8. A user_id is a multiple of 4096 plus it, so user_id & 4095 is the same number. Example: alice has 701 (02bd).';
