-- Look at what happened on a monitor's account, and fire once for each crossing.
-- Whoever calls it holds the lock on the monitor.
CREATE OR REPLACE FUNCTION ledger_private.watch_account(
    p_monitor ledger_private.monitor,
    p_through_position bigint
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_seen ledger_private.monitor := p_monitor;
    v_state ledger_private.monitor := p_monitor;
    v_step record;
    v_last_at timestamptz;
    v_last_position bigint;
    v_value numeric;
    v_holds boolean;
    v_alert_id uuid;
BEGIN
    FOR v_step IN
        SELECT
            e.account_version::bigint AS account_version,
            e.account_position::bigint AS account_position, e.created_at,
            e.balance_after::numeric AS balance, NULL::numeric AS held, f.event_position,
            coalesce(f.event_position > p_through_position, true) AS is_ahead
        FROM ledger_audit.transaction_entry AS e
        LEFT JOIN ledger_audit.feed_event AS f USING (transaction_id)
        WHERE e.account_id = p_monitor.account_id
            AND e.account_version > p_monitor.account_version
        UNION ALL
        SELECT
            NULL::bigint, l.account_position, coalesce(t.created_at, l.created_at), l.balance,
            (l.detail ->> 'held')::numeric, NULL::bigint, false
        FROM ledger_audit.audit_log AS l
        -- A capture and what it posts are seen together.
        LEFT JOIN ledger_private.hold_event AS h
            ON l.detail ->> 'event' = 'CAPTURE'
            AND h.hold_id = (l.detail ->> 'hold_id')::uuid
            AND h.event_number = (l.detail ->> 'number')::bigint
        LEFT JOIN ledger_audit.transaction AS t ON t.transaction_id = h.transaction_id
        WHERE l.account_id = p_monitor.account_id
            AND l.account_position > p_monitor.account_position
            AND l.action = 'HOLD'
        UNION ALL
        SELECT
            NULL::bigint, 9223372036854775807, 'infinity', NULL::numeric, NULL::numeric,
            NULL::bigint, true
        ORDER BY 2
    LOOP
        -- What was booked at one moment is seen as a whole, as whoever asks for a balance sees it.
        IF v_last_at <> v_step.created_at THEN
            v_value := CASE v_seen.measure
                WHEN 'balance' THEN v_seen.balance
                WHEN 'held' THEN v_seen.held
                ELSE v_seen.balance - v_seen.held END;
            v_holds := CASE v_seen.comparison
                WHEN 'below' THEN v_value < v_seen.threshold
                ELSE v_value > v_seen.threshold END;
            IF v_holds AND NOT v_seen.is_fired THEN
                v_alert_id := ledger_private.new_id(ledger_private.user_bucket(v_seen.user_id));
                INSERT INTO ledger_audit.monitor_alert (
                    alert_id, monitor_id, account_id, user_id, account_position, event_position,
                    value, balance, crossed_at, fired_at
                )
                VALUES (
                    v_alert_id,
                    v_seen.monitor_id, v_seen.account_id, v_seen.user_id,
                    v_seen.account_position, v_last_position, v_value, v_seen.balance,
                    v_last_at, clock_timestamp()
                );
                PERFORM ledger_private.note_act(
                    'monitor.fired', v_seen.user_id, v_seen.account_id, to_jsonb(a), NULL
                )
                FROM ledger.monitor_alerts AS a
                WHERE a.alert_id = v_alert_id;
            END IF;
            v_seen.is_fired := v_holds;
            v_state := v_seen;
        END IF;
        EXIT WHEN v_step.is_ahead;
        v_last_at := v_step.created_at;
        v_last_position := v_step.event_position;
        v_seen.account_version := coalesce(v_step.account_version, v_seen.account_version);
        v_seen.account_position := v_step.account_position;
        v_seen.balance := v_step.balance;
        v_seen.held := coalesce(v_step.held, v_seen.held);
    END LOOP;

    UPDATE ledger_private.monitor AS m
    SET
        account_version = v_state.account_version,
        account_position = v_state.account_position,
        balance = v_state.balance,
        held = v_state.held,
        is_fired = v_state.is_fired
    WHERE m.monitor_id = v_state.monitor_id
        AND m.account_position < v_state.account_position;
END
$function$;

COMMENT ON FUNCTION ledger_private.watch_account(ledger_private.monitor, bigint) IS
'Goes through what happened on the account of the locked monitor since it was last looked at, as far as p_through_position in the feed, moment by moment of booking; writes an alert, and the act monitor.fired, when the comparison holds and did not before, and keeps how far it came.';
