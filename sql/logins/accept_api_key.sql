-- Accept an API key that another made for oneself.
CREATE OR REPLACE FUNCTION ledger.accept_api_key(
    p_api_key_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.api_key_secret
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_now timestamptz := clock_timestamp();
    v_secret text;
    v_key ledger_private.api_key;
BEGIN
    PERFORM ledger.get_api_key(p_api_key_id, p_actor);
    SELECT k.* INTO STRICT v_key
    FROM ledger_private.api_key AS k
    WHERE k.api_key_id = p_api_key_id;
    -- Neither an operator, nor a session of psql, nor a program is that person.
    IF v_key.user_id IS DISTINCT FROM v_actor.user_id OR v_actor.scopes IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', v_actor.role, 'api_key_id', p_api_key_id,
            'reason', 'only the person whom it stands for accepts it, logged in'
        ));
    END IF;
    PERFORM ledger_private.lock_user(v_key.user_id, v_actor, 'own');

    v_secret := ledger_private.new_secret('zs_', ledger_private.user_bucket(v_key.user_id));
    UPDATE ledger_private.api_key AS k
    SET
        accepted_at = v_now,
        key_digest = sha256(convert_to(v_secret, 'UTF8')),
        prefix = left(v_secret, 16)
    WHERE k.api_key_id = p_api_key_id
        AND k.acceptance_ends_at > v_now
        AND k.accepted_at IS NULL
        AND k.revoked_at IS NULL
    RETURNING k.* INTO v_key;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG264', jsonb_build_object(
            'api_key_id', p_api_key_id
        ));
    END IF;
    PERFORM ledger_private.note_auth('KEY_ACCEPTED', v_key.user_id, jsonb_build_object(
        'api_key_id', p_api_key_id, 'made_by_user_id', v_key.made_by_user_id,
        'scopes', v_key.scopes, 'restrictions', ledger_private.restrictions_of(v_key)
    ), v_actor);
    RETURN NEXT ledger_private.made_key(v_key, v_secret);
END
$function$;

COMMENT ON FUNCTION ledger.accept_api_key(uuid, ledger.actor) IS
'Accept an API key that another made for the acting user, and return its secret, which is made now and shown this once; from now on the API key is good. Only that user, logged in as itself: not with an API key, and no session of psql (LG206). LG010 when there is no such API key, LG264 when it does not wait for acceptance: it never did, was accepted, declined by ledger.revoke_api_key, or seven days have passed.';
