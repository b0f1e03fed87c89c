-- Write down what became of handing a message over.
CREATE OR REPLACE FUNCTION ledger.record_notification(
    p_notification_id uuid,
    p_lease_id uuid,
    p_outcome text,
    p_status_code text DEFAULT NULL,
    p_error text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.notifications
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_now timestamptz := clock_timestamp();
    v_row ledger_private.notification;
BEGIN
    PERFORM ledger_private.require_short(
        'outcome', p_outcome, 'status_code', p_status_code, 'error', p_error
    );
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    IF (
        p_outcome IN ('sent', 'later', 'released', 'unknown', 'refused', 'no_address', 'nobody')
    ) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "outcome"}');
    ELSIF NOT ledger_private.is_word(p_error) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "error"}');
    ELSIF p_status_code !~ '^[0-9][0-9.]{0,19}$' THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "status_code"}');
    END IF;
    SELECT n.* INTO v_row
    FROM ledger_private.notification AS n
    WHERE n.notification_id = p_notification_id
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;

    -- What was taken was taken, whoever has it by now; all else is for who has it.
    IF p_outcome = 'sent' AND v_row.state IN ('PENDING', 'SENDING', 'UNKNOWN') THEN
        PERFORM ledger_private.end_notification(
            p_notification_id, 'SENT', NULL::text, p_status_code
        );
    ELSIF v_row.lease_id IS DISTINCT FROM p_lease_id THEN
        NULL;
    ELSIF p_outcome = 'unknown' THEN
        PERFORM ledger_private.end_notification(
            p_notification_id, 'UNKNOWN', coalesce(p_error, 'cut_off'), p_status_code
        );
    ELSIF p_outcome = 'nobody' THEN
        PERFORM ledger_private.end_notification(
            p_notification_id, 'DROPPED', 'no_address', NULL::text
        );
    ELSIF p_outcome IN ('refused', 'no_address') THEN
        PERFORM ledger_private.note_bounce(
            v_row, p_status_code, p_outcome = 'no_address', v_actor
        );
    ELSIF p_outcome IN ('later', 'released') THEN
        UPDATE ledger_private.notification AS n
        SET
            state = 'PENDING',
            attempts = n.attempts + (p_outcome = 'later')::integer,
            next_attempt_at = CASE p_outcome WHEN 'released' THEN n.next_attempt_at ELSE least(
                v_now + coalesce(
                    (ledger_private.webhook_schedule())[n.attempts + 1], interval '24 hours'
                ) * (0.9 + random() / 5),
                n.expires_at
            ) END,
            last_error = p_error,
            status_code = p_status_code,
            lease_id = NULL,
            lease_expires_at = NULL
        WHERE n.notification_id = p_notification_id;
    END IF;
    RETURN QUERY
    SELECT n.* FROM ledger.notifications AS n WHERE n.notification_id = p_notification_id;
END
$function$;

COMMENT ON FUNCTION ledger.record_notification(uuid, uuid, text, text, text, ledger.actor) IS
'Write down that a message was sent; or is to be tried later, after the pauses of webhooks; or is released, as if nothing had happened, when the server is away; or unknown, when the connection broke before the answer; or refused for good, or no_address: there is no such address, so that it is not written to any more; or nobody: its user has no address. p_status_code is what was answered, p_error a word. Returns the message as it is then; no row when there is none. All but sent is for who holds the lease. Safe to repeat.';
