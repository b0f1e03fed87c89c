-- Put a newly wrapped key in the place of an old one; the URL stays sealed as it is.
CREATE OR REPLACE FUNCTION ledger.rewrap_chat_secret(
    p_user_id bigint,
    p_old_wrapped_key bytea,
    p_key_id text,
    p_wrapped_key bytea,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('key_id', p_key_id);
    PERFORM ledger_private.require_permission(v_actor, 'administer');
    PERFORM ledger_private.require_sealed_secret(
        p_key_id, p_wrapped_key, decode(repeat('00', 28), 'hex')
    );
    UPDATE ledger_private.notification_preference AS p
    SET key_id = p_key_id, wrapped_key = p_wrapped_key
    WHERE p.user_id = p_user_id
        AND p.wrapped_key = p_old_wrapped_key;
    RETURN found;
END
$function$;

COMMENT ON FUNCTION ledger.rewrap_chat_secret(bigint, bytea, text, bytea, ledger.actor) IS
'Replace the wrapped key of a chat''s URL by p_wrapped_key, which the encryption key p_key_id wraps, if it is still p_old_wrapped_key; false when it is not. For administrators.';
