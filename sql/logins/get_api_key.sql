-- Show one API key.
CREATE OR REPLACE FUNCTION ledger.get_api_key(
    p_api_key_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.api_keys
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_key ledger.api_keys;
BEGIN
    SELECT k.* INTO v_key FROM ledger.api_keys AS k WHERE k.api_key_id = p_api_key_id;
    PERFORM ledger_private.require_own(v_actor, v_key.user_id);
    IF v_key.api_key_id IS NULL THEN
        PERFORM ledger_private.raise_error('LG010', jsonb_build_object(
            'api_key_id', p_api_key_id
        ));
    END IF;
    RETURN v_key;
END
$function$;

COMMENT ON FUNCTION ledger.get_api_key(uuid, ledger.actor) IS
'The API key without its secret: the acting user''s own, or with the permission manage anybody''s. LG010 when there is no such API key. Takes no lock.';
