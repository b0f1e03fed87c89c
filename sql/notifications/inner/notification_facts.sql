-- What a message may say: of the user's own account, and what the user may see of the event.
CREATE OR REPLACE FUNCTION ledger_private.notification_facts(
    p_notification ledger_private.notification
)
RETURNS text
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_event ledger.events;
    v_account ledger.accounts;
    v_login ledger_private.auth_session;
BEGIN
    SELECT e.* INTO v_event
    FROM ledger.events AS e
    WHERE e.event_position = p_notification.event_position;
    SELECT a.* INTO v_account
    FROM ledger.accounts AS a
    WHERE a.account_id = p_notification.account_id;
    IF p_notification.notification_type = 'new_login' THEN
        SELECT s.* INTO v_login
        FROM ledger_private.auth_session AS s
        WHERE s.session_id = (v_event.object ->> 'session_id')::uuid;
    END IF;
    RETURN jsonb_strip_nulls(jsonb_build_object(
        'occurred_at', ledger_private.moment_json(v_event.created_at),
        'account_code', v_account.code,
        'account_name', v_account.name,
        'amount', (
            SELECT round(p_notification.amount, c.minor_units)::text
            FROM ledger_private.currency AS c
            WHERE c.currency = p_notification.currency
        ),
        'currency', p_notification.currency,
        'description', CASE WHEN v_event.transaction_id IS NOT NULL THEN (
            ledger_private.show_transaction(
                v_event.transaction_id, ledger_private.webhook_reader(p_notification.user_id)
            )
        ).description END,
        'threshold', v_event.object ->> 'threshold',
        'export_id', v_event.object ->> 'export_id',
        'entries', v_event.object ->> 'row_count',
        'expires_at', ledger_private.moment_json(
            (v_event.object ->> 'expires_at')::timestamptz
        ),
        'ip_address', host(v_login.ip_address),
        'user_agent', v_login.user_agent
    ))::text;
END
$function$;

COMMENT ON FUNCTION ledger_private.notification_facts(ledger_private.notification) IS
'A JSON object: occurred_at, and as far as they apply account_code, account_name, amount and threshold as text, currency, description, export_id, entries, expires_at, ip_address, user_agent. Its templates are in webapp/notifications/templates.';
