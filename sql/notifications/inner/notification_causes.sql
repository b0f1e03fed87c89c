-- Of what which users may be told about an event, whatever they have chosen.
CREATE OR REPLACE FUNCTION ledger_private.notification_causes(p_event ledger.events)
RETURNS SETOF ledger_private.notification_cause
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_cause ledger_private.notification_cause;
    v_is_told boolean := true;
BEGIN
    IF p_event.event_type IN ('transaction.posted', 'transaction.reversed') THEN
        RETURN QUERY SELECT c.* FROM ledger_private.notification_moves(p_event) AS c;
        RETURN;
    END IF;
    v_cause.user_id := p_event.user_id;
    v_cause.account_id := coalesce(p_event.account_id, p_event.from_account_id);
    v_cause.notification_type := CASE p_event.event_type
        WHEN 'user.suspended' THEN 'suspended'
        WHEN 'account.status_changed' THEN CASE p_event.object ->> 'status'
            WHEN 'SUSPENDED' THEN 'suspended'
        END
        WHEN 'login.succeeded' THEN 'new_login'
        WHEN 'monitor.fired' THEN 'low_balance'
        WHEN 'export.ready' THEN 'export_ready'
        WHEN 'transaction.refused' THEN CASE
            WHEN p_event.failure_code IN ('LG240', 'LG241') THEN 'limit_reached'
        END
    END;
    IF v_cause.notification_type = 'new_login' THEN
        v_is_told := ledger_private.is_new_login(
            p_event.user_id, (p_event.object ->> 'session_id')::uuid
        );
    ELSIF v_cause.notification_type = 'low_balance' THEN
        -- Only what the user itself has watched; not what staff watches.
        v_is_told := EXISTS (
            SELECT FROM ledger_private.monitor AS m
            WHERE m.monitor_id = (p_event.object ->> 'monitor_id')::uuid
                AND m.made_by_user_id = m.user_id
                AND m.comparison = 'below'
                AND m.measure <> 'held'
        );
        v_cause.amount := (p_event.object ->> 'value')::numeric;
        v_cause.currency := p_event.object ->> 'currency';
    ELSIF v_cause.notification_type = 'export_ready' THEN
        -- Who asked for it, not whose account it is; a database session is nobody to be told.
        v_cause.user_id := coalesce((p_event.object ->> 'made_by_user_id')::bigint, 0);
    ELSIF v_cause.notification_type = 'limit_reached' THEN
        v_cause.amount := p_event.amount;
        v_cause.currency := p_event.currency;
    END IF;
    IF v_cause.notification_type IS NOT NULL AND v_cause.user_id <> 0 AND v_is_told THEN
        RETURN NEXT v_cause;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.notification_causes(ledger.events) IS
'One row for each user, and for a transaction each currency. A new type is a line here, its name in ledger_private.notification_types, and a template.';
