-- Give an endpoint its next secret; the one before signs beside it for a while.
CREATE OR REPLACE FUNCTION ledger_private.add_webhook_secret(
    p_endpoint_id uuid,
    p_key_id text,
    p_wrapped_key bytea,
    p_sealed bytea,
    p_overlap interval
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_number integer;
BEGIN
    SELECT coalesce(max(s.secret_number), 0) + 1 INTO v_number
    FROM ledger_private.webhook_secret AS s
    WHERE s.endpoint_id = p_endpoint_id;
    -- No more than two are live.
    DELETE FROM ledger_private.webhook_secret AS s
    WHERE s.endpoint_id = p_endpoint_id
        AND s.ends_at IS NOT NULL;
    UPDATE ledger_private.webhook_secret AS s
    SET ends_at = v_now + p_overlap
    WHERE s.endpoint_id = p_endpoint_id;
    INSERT INTO ledger_private.webhook_secret (
        user_id, endpoint_id, secret_number, created_at, key_id, wrapped_key, sealed
    )
    SELECT e.user_id, p_endpoint_id, v_number, v_now, p_key_id, p_wrapped_key, p_sealed
    FROM ledger_private.webhook_endpoint AS e
    WHERE e.endpoint_id = p_endpoint_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.add_webhook_secret(uuid, text, bytea, bytea, interval) IS
'The newest secret until now ends after p_overlap; older ones are deleted. The caller has locked the endpoint.';
