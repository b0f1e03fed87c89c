-- List which keys wrap the URLs of chats, for renewing those keys.
CREATE OR REPLACE FUNCTION ledger.list_chat_secrets(
    p_except_key_id text DEFAULT NULL,
    p_limit integer DEFAULT 100,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.chat_secrets
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('except_key_id', p_except_key_id);
    PERFORM ledger_private.require_permission(v_actor, 'administer');
    PERFORM ledger_private.require_page_size(p_limit);
    RETURN QUERY
    SELECT s.*
    FROM ledger.chat_secrets AS s
    WHERE s.key_id IS DISTINCT FROM p_except_key_id
    ORDER BY s.user_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_chat_secrets(text, integer, ledger.actor) IS
'The first p_limit chats whose URL''s key p_except_key_id does not wrap: the wrapped keys, not the URLs. For administrators, who renew the encryption keys with zerosum person rotate.';
