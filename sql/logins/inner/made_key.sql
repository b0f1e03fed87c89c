-- What who makes or accepts an API key is told of it, once.
CREATE OR REPLACE FUNCTION ledger_private.made_key(p_key ledger_private.api_key, p_secret text)
RETURNS ledger.api_key_secret
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_made ledger.api_key_secret;
BEGIN
    v_made.api_key_id := p_key.api_key_id;
    v_made.secret := p_secret;
    v_made.prefix := p_key.prefix;
    v_made.expires_at := p_key.expires_at;
    v_made.acceptance_ends_at := p_key.acceptance_ends_at;
    RETURN v_made;
END
$function$;

COMMENT ON FUNCTION ledger_private.made_key(ledger_private.api_key, text) IS
'p_key with its secret, NULL while it waits to be accepted.';
