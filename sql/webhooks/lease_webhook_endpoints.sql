-- Give a worker endpoints that something is due for, which no other worker has.
CREATE OR REPLACE FUNCTION ledger.lease_webhook_endpoints(
    p_limit integer DEFAULT 100,
    p_lease interval DEFAULT '1 minute',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_lease
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_found record;
    v_lease ledger.webhook_lease;
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    IF (p_lease BETWEEN '1 second' AND '1 hour') IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'lease', 'at_least', '1 second', 'at_most', '1 hour'
        ));
    END IF;

    FOR v_found IN
        WITH due AS (
            SELECT e.endpoint_id
            FROM ledger_private.webhook_endpoint AS e
            WHERE e.status = 'ENABLED'
                AND e.removed_at IS NULL
                AND e.due_at <= v_now
                AND coalesce(e.lease_expires_at, '-infinity') <= v_now
            ORDER BY e.due_at
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        ), leased AS (
            UPDATE ledger_private.webhook_endpoint AS e
            SET
                lease_id = ledger_private.new_id(ledger_private.user_bucket(0)),
                lease_expires_at = v_now + p_lease
            FROM due AS d
            WHERE e.endpoint_id = d.endpoint_id
            RETURNING e.endpoint_id, e.lease_id, e.user_id, e.url
        )
        SELECT l.endpoint_id, l.lease_id, l.user_id, l.url, s.key_ids, s.wrapped_keys, s.sealed
        FROM leased AS l
        CROSS JOIN LATERAL (
            SELECT
                array_agg(s.key_id ORDER BY s.secret_number DESC) AS key_ids,
                array_agg(s.wrapped_key ORDER BY s.secret_number DESC) AS wrapped_keys,
                array_agg(s.sealed ORDER BY s.secret_number DESC) AS sealed
            FROM ledger_private.webhook_secret AS s
            WHERE s.endpoint_id = l.endpoint_id
                AND coalesce(s.ends_at, 'infinity') > v_now
        ) AS s
    LOOP
        v_lease.endpoint_id := v_found.endpoint_id;
        v_lease.lease_id := v_found.lease_id;
        v_lease.user_id := v_found.user_id;
        v_lease.url := v_found.url;
        v_lease.key_ids := v_found.key_ids;
        v_lease.wrapped_keys := v_found.wrapped_keys;
        v_lease.sealed := v_found.sealed;
        RETURN NEXT v_lease;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.lease_webhook_endpoints(integer, interval, ledger.actor) IS
'Up to p_limit (1 to 1000) endpoints that something is due for, with their sealed secrets: no other worker gets them for p_lease (1 second to 1 hour), which each call under the lease renews to a minute. The only function that hands secrets out; they open where the keyring is. One worker an endpoint keeps the order.';
