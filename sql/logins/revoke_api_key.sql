-- Take an API key back.
CREATE OR REPLACE FUNCTION ledger.revoke_api_key(
    p_api_key_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.api_keys
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_key ledger.api_keys := ledger.get_api_key(p_api_key_id, p_actor);
BEGIN
    PERFORM ledger_private.lock_user(v_key.user_id, v_actor, 'own');

    UPDATE ledger_private.api_key AS k
    SET revoked_at = clock_timestamp()
    WHERE k.api_key_id = p_api_key_id
        AND k.revoked_at IS NULL;
    IF FOUND THEN
        PERFORM ledger_private.note_auth('KEY_REVOKED', v_key.user_id, jsonb_build_object(
            'api_key_id', p_api_key_id
        ), v_actor);
    END IF;
    RETURN NEXT (SELECT k FROM ledger.api_keys AS k WHERE k.api_key_id = p_api_key_id);
END
$function$;

COMMENT ON FUNCTION ledger.revoke_api_key(uuid, ledger.actor) IS
'Void an API key from now on: the acting user''s own, or with the permission manage anybody''s. LG010 when there is no such API key. Safe to repeat.';
