-- Send again what was given up, or what a receiver has lost.
CREATE OR REPLACE FUNCTION ledger.replay_webhook_deliveries(
    p_endpoint_id uuid,
    p_delivery_id uuid DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_replay
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_endpoint ledger_private.webhook_endpoint;
    v_now timestamptz := clock_timestamp();
    v_replay ledger.webhook_replay;
BEGIN
    IF num_nonnulls(p_delivery_id, p_since) <> 1 THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["delivery_id", "since"]}');
    END IF;
    v_endpoint := ledger_private.lock_webhook_endpoint(p_endpoint_id, v_actor);
    IF p_delivery_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM ledger_private.webhook_delivery AS d
        WHERE d.delivery_id = p_delivery_id
            AND d.endpoint_id = p_endpoint_id
    ) THEN
        PERFORM ledger_private.raise_error('LG026', jsonb_build_object(
            'delivery_id', p_delivery_id
        ));
    END IF;

    UPDATE ledger_private.webhook_delivery AS d
    SET state = 'PENDING', attempts = 0, next_attempt_at = v_now, finished_at = NULL
    WHERE d.endpoint_id = p_endpoint_id
        AND CASE
            WHEN p_delivery_id IS NULL THEN d.state = 'DEAD' AND d.created_at >= p_since
            ELSE d.delivery_id = p_delivery_id AND d.state <> 'PENDING'
        END;
    GET DIAGNOSTICS v_replay.replayed = ROW_COUNT;
    UPDATE ledger_private.webhook_endpoint AS e
    SET due_at = v_now
    WHERE e.endpoint_id = p_endpoint_id;
    PERFORM ledger_private.note_auth('WEBHOOK_REPLAYED', v_endpoint.user_id, jsonb_build_object(
        'endpoint_id', p_endpoint_id, 'delivery_id', p_delivery_id,
        'since', ledger_private.moment_text(p_since), 'deliveries', v_replay.replayed
    ), v_actor);
    RETURN NEXT v_replay;
END
$function$;

COMMENT ON FUNCTION ledger.replay_webhook_deliveries(uuid, uuid, timestamptz, ledger.actor) IS
'Try again, under the same webhook-id and with all attempts before it: the delivery p_delivery_id, dead or delivered, or all dead ones of the endpoint that were made at p_since or later. Give one of the two (LG108). Returns how many. LG025, LG026. For the endpoint''s owner, and with the permission manage. Safe to repeat.';
