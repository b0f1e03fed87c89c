-- What a login attempt is counted under: the name that was tried, and where it came from.
CREATE OR REPLACE FUNCTION ledger_private.throttle_keys(p_username text, p_ip_address inet)
RETURNS text[]
LANGUAGE sql
IMMUTABLE
AS $function$
    -- The name as a digest: people type their password into the wrong field.
    SELECT array_remove(
        ARRAY[
            'address:' || text(network(
                CASE family(p_ip_address) WHEN 6 THEN set_masklen(p_ip_address, 64)
                ELSE p_ip_address END
            )),
            'name:' || encode(sha256(convert_to(normalize(p_username, NFC), 'UTF8')), 'hex')
        ], NULL
    )
$function$;

COMMENT ON FUNCTION ledger_private.throttle_keys(text, inet) IS
'Keys of ledger_private.login_throttle in ascending order. IPv6 counts by its /64, a name in form NFC.';
