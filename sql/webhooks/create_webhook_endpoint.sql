-- Name a place that events are sent to.
CREATE OR REPLACE FUNCTION ledger.create_webhook_endpoint(
    p_url text,
    p_key_id text,
    p_wrapped_key bytea,
    p_sealed bytea,
    p_user_id bigint DEFAULT NULL,
    p_event_types text[] DEFAULT NULL,
    p_account_ids uuid[] DEFAULT NULL,
    p_of_user_id bigint DEFAULT NULL,
    p_category_path text DEFAULT NULL,
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
    v_user_id bigint := coalesce(p_user_id, v_actor.user_id, 0);
    v_endpoint_id uuid;
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM ledger_private.require_short(
        'url', p_url, 'key_id', p_key_id, 'category_path', p_category_path
    );
    PERFORM ledger_private.require_few('event_types', p_event_types);
    PERFORM ledger_private.require_few('account_ids', p_account_ids);
    PERFORM ledger_private.require_few('addresses', p_addresses);
    PERFORM ledger_private.require_short('event_types', array_to_string(p_event_types, ' '));
    PERFORM ledger_private.require_own(v_actor, v_user_id);
    PERFORM ledger_private.require_webhook_url(p_url, p_addresses, p_allows_private);
    PERFORM ledger_private.require_webhook_filters(p_event_types, p_account_ids, p_category_path);
    PERFORM ledger_private.require_sealed_secret(p_key_id, p_wrapped_key, p_sealed);

    PERFORM FROM ledger_private.app_user AS u WHERE u.user_id = v_user_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG004', jsonb_build_object('user_id', v_user_id));
    END IF;
    IF v_user_id <> 0 AND (
        SELECT count(*) >= 20 FROM ledger.webhook_endpoints AS e WHERE e.user_id = v_user_id
    ) THEN
        PERFORM ledger_private.raise_error('LG355', '{"at_most": 20}');
    END IF;

    v_endpoint_id := ledger_private.new_id(ledger_private.user_bucket(v_user_id));
    INSERT INTO ledger_private.webhook_endpoint (
        endpoint_id, user_id, created_at, updated_at, of_user_id, status, url, event_types,
        account_ids, category_path
    )
    VALUES (
        v_endpoint_id, v_user_id, v_now, v_now, p_of_user_id, 'ENABLED', p_url,
        nullif(p_event_types, '{}'), nullif(p_account_ids, '{}'),
        nullif(normalize(p_category_path, NFC), '')
    );
    PERFORM ledger_private.add_webhook_secret(
        v_endpoint_id, p_key_id, p_wrapped_key, p_sealed, '0'
    );
    -- The first endpoint begins the reading; what was before concerns none.
    IF NOT EXISTS (
        SELECT FROM ledger_private.event_consumer AS c WHERE c.consumer_name = 'webhooks'
    ) THEN
        PERFORM ledger_private.number_events(false);
        INSERT INTO ledger_private.event_consumer (
            consumer_name, taken_position, created_at, updated_at
        )
        VALUES (
            'webhooks', coalesce((ledger_private.last_pass()).last_position, 0), v_now, v_now
        )
        ON CONFLICT (consumer_name) DO NOTHING;
    END IF;
    PERFORM ledger_private.note_auth('WEBHOOK_CREATED', v_user_id, jsonb_build_object(
        'endpoint_id', v_endpoint_id, 'url', p_url
    ), v_actor);
    RETURN NEXT (SELECT e FROM ledger.webhook_endpoints AS e WHERE e.endpoint_id = v_endpoint_id);
END
$function$;

COMMENT ON FUNCTION ledger.create_webhook_endpoint(
    text, text, bytea, bytea, bigint, text[], uuid[], bigint, text, inet[], boolean, ledger.actor
) IS
'Send events to p_url from now on, signed with a secret that the gateway has sealed for the owner p_user_id (NULL: the acting user; for a database session the house, 0). p_event_types narrow it to these types, prefix.* for all that begin so; p_account_ids, p_of_user_id and p_category_path (with those below) to events of these accounts. A customer gets events of accounts that it owns, whatever it asks for. p_addresses are what its host stands for, as far as the caller has asked; they must be public. p_allows_private lets http and every host pass, for development. For the owner itself, and with the permission manage. Raises LG004, LG009, LG109, LG155, LG355. Not safe to repeat: each call makes an endpoint.';
