-- Ask for a transfer that whoever leads the lane next is to post with the others.
CREATE OR REPLACE FUNCTION ledger_gateway.queue_transfer(
    p_transfer ledger.transfer_request,
    p_lane text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_request_id uuid := ledger_private.transfer_id(
        p_transfer.from_account_id, p_transfer.to_account_id
    );
BEGIN
    PERFORM ledger_private.require_short('lane', p_lane);
    PERFORM ledger_private.require_formed(p_transfer);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    -- Who loses the connection while it waits has nothing else to ask again by.
    IF p_transfer.idempotency_key IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', jsonb_build_object(
            'field', 'idempotency_key'
        ));
    END IF;

    INSERT INTO ledger_private.queued_request (lane, request_id, login, transfer, actor)
    VALUES (
        ledger_private.lane_of(p_lane), v_request_id, session_user, p_transfer, v_actor
    );
    RETURN v_request_id;
END
$function$;

COMMENT ON FUNCTION ledger_gateway.queue_transfer(ledger.transfer_request, text, ledger.actor) IS
'The first step of ledger.post_transfer_gathered: resolves the actor and puts the request into the queue. After this session commits, any session of the same login may post it within ten seconds; later than that nobody does. Nothing is promised yet. LG108 without an idempotency key.';
