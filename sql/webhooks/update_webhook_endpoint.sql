-- Change where events are sent, which, and whether.
CREATE OR REPLACE FUNCTION ledger.update_webhook_endpoint(
    p_endpoint_id uuid,
    p_url text DEFAULT NULL,
    p_event_types text[] DEFAULT NULL,
    p_account_ids uuid[] DEFAULT NULL,
    p_of_user_id bigint DEFAULT NULL,
    p_category_path text DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_addresses inet[] DEFAULT NULL,
    p_allows_private boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_endpoints
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_endpoint ledger_private.webhook_endpoint;
BEGIN
    PERFORM ledger_private.require_short(
        'url', p_url, 'category_path', p_category_path, 'status', p_status
    );
    PERFORM ledger_private.require_few('event_types', p_event_types);
    PERFORM ledger_private.require_few('account_ids', p_account_ids);
    PERFORM ledger_private.require_few('addresses', p_addresses);
    PERFORM ledger_private.require_short('event_types', array_to_string(p_event_types, ' '));
    IF p_url IS NOT NULL THEN
        PERFORM ledger_private.require_webhook_url(p_url, p_addresses, p_allows_private);
    END IF;
    PERFORM ledger_private.require_webhook_filters(p_event_types, p_account_ids, p_category_path);
    IF p_status NOT IN ('ENABLED', 'DISABLED') THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "status"}');
    END IF;

    v_endpoint := ledger_private.lock_webhook_endpoint(p_endpoint_id, v_actor);
    IF p_status = 'DISABLED' THEN
        PERFORM ledger_private.disable_webhook_endpoint(v_endpoint, 'asked', v_actor);
    END IF;
    UPDATE ledger_private.webhook_endpoint AS e
    SET
        updated_at = clock_timestamp(),
        url = coalesce(p_url, e.url),
        event_types = nullif(coalesce(p_event_types, e.event_types), '{}'),
        account_ids = nullif(coalesce(p_account_ids, e.account_ids), '{}'),
        of_user_id = nullif(coalesce(p_of_user_id, e.of_user_id), -1),
        category_path = nullif(coalesce(normalize(p_category_path, NFC), e.category_path), ''),
        status = coalesce(p_status, e.status),
        disabled_reason = CASE WHEN p_status = 'ENABLED' THEN NULL ELSE e.disabled_reason END,
        disabled_at = CASE WHEN p_status = 'ENABLED' THEN NULL ELSE e.disabled_at END,
        first_failed_at = CASE WHEN p_status = 'ENABLED' THEN NULL ELSE e.first_failed_at END,
        due_at = CASE WHEN p_status = 'ENABLED' THEN clock_timestamp() ELSE e.due_at END
    WHERE e.endpoint_id = p_endpoint_id;
    PERFORM ledger_private.note_auth('WEBHOOK_CHANGED', v_endpoint.user_id, jsonb_build_object(
        'endpoint_id', p_endpoint_id, 'url', p_url, 'status', p_status
    ), v_actor);
    RETURN NEXT (SELECT e FROM ledger.webhook_endpoints AS e WHERE e.endpoint_id = p_endpoint_id);
END
$function$;

COMMENT ON FUNCTION ledger.update_webhook_endpoint(
    uuid, text, text[], uuid[], bigint, text, text, inet[], boolean, ledger.actor
) IS
'Change what is given, as ledger.create_webhook_endpoint takes it; NULL leaves it as it is. An empty array, an empty text, and -1 for p_of_user_id, take a condition away. p_status ENABLED or DISABLED: while it is disabled no event is kept for it, and what is pending waits. Locks the endpoint. For its owner, and with the permission manage. Raises LG009, LG025, LG109, LG155. Safe to repeat.';
