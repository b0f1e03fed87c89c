-- Who holds an API key, if it is still good.
CREATE OR REPLACE FUNCTION ledger_gateway.check_api_key(
    p_key_digest bytea,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger_gateway.identity
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_key ledger_private.api_key;
    v_user ledger_private.app_user;
    v_identity ledger_gateway.identity;
BEGIN
    PERFORM ledger_private.require_gateway(p_actor);
    SELECT k.* INTO v_key FROM ledger_private.api_key AS k WHERE k.key_digest = p_key_digest;
    SELECT u.* INTO v_user FROM ledger_private.app_user AS u WHERE u.user_id = v_key.user_id;
    IF v_user.status = 'ACTIVE' AND v_key.revoked_at IS NULL
        AND v_key.expires_at > clock_timestamp()
        AND (v_key.acceptance_ends_at IS NULL OR v_key.accepted_at IS NOT NULL)
    THEN
        -- Once a minute: a busy key must not write a row for each request. A standby notes nothing.
        IF NOT current_setting('transaction_read_only')::boolean THEN
            UPDATE ledger_private.api_key AS k
            SET last_used_at = clock_timestamp()
            WHERE k.key_digest = p_key_digest
                AND coalesce(k.last_used_at, '-infinity') < clock_timestamp() - interval '1 minute';
            IF FOUND THEN
                PERFORM ledger_private.note_auth('KEY_USED', v_key.user_id, jsonb_build_object(
                    'api_key_id', v_key.api_key_id
                ), p_actor);
            END IF;
        END IF;
        v_identity.user_id := v_key.user_id;
        v_identity.role := v_user.role;
        v_identity.scopes := ARRAY['key:' || v_key.api_key_id] || CASE
            WHEN ledger_private.restrictions_of(v_key) IS NOT NULL THEN ARRAY['key:restricted']
        END || coalesce(v_key.scopes, ARRAY['key:all']);
        v_identity.expires_at := v_key.expires_at;
        v_identity.api_key_id := v_key.api_key_id;
        RETURN NEXT v_identity;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_gateway.check_api_key(bytea, ledger.actor) IS
'The user and the scopes of the API key with this SHA-256, as they are now: one row when the API key is accepted where it has to be, neither revoked nor expired, and its user is active, else no row. The scopes begin with what ledger_private.acting_key reads: a gateway hands them on as they are. Notes the use of the API key, at most once a minute, where the database transaction can write.';
