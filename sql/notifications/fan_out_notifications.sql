-- Make messages of what is new in the feed, each exactly once.
CREATE OR REPLACE FUNCTION ledger.fan_out_notifications(
    p_channels text[] DEFAULT '{email,chat}',
    p_limit integer DEFAULT 200,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_lease ledger_private.event_lease;
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM ledger_private.require_few('channels', p_channels);
    PERFORM ledger_private.require_short('channels', array_to_string(p_channels, ' '));
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    IF 'email' = ANY (p_channels) THEN
        PERFORM ledger_private.begin_notifications();
    ELSIF NOT EXISTS (
        SELECT FROM ledger_private.event_consumer AS c WHERE c.consumer_name = 'notifications'
    ) THEN
        RETURN 0;
    END IF;
    v_lease := ledger_private.lease_events('notifications', p_limit);
    IF v_lease.lease_id IS NULL THEN
        RETURN 0;
    END IF;

    -- One message for a user and channel: a large debit comes before money in.
    INSERT INTO ledger_private.notification (
        notification_id, user_id, event_id, event_position, account_id, created_at, expires_at,
        next_attempt_at, amount, attempts, channel, state, notification_type, currency
    )
    SELECT
        ledger_private.new_id(ledger_private.user_bucket(t.user_id)), t.user_id, t.event_id,
        t.event_position, t.account_id, v_now, v_now + interval '72 hours', v_now, t.amount, 0,
        t.channel, 'PENDING', t.notification_type, t.currency
    FROM (
        SELECT DISTINCT ON (e.event_position, c.user_id, w.channel)
            e.event_id, e.event_position, c.*, w.channel
        FROM ledger.events AS e
        CROSS JOIN LATERAL ledger_private.notification_causes(e) AS c
        JOIN ledger_private.app_user AS u ON u.user_id = c.user_id
        LEFT JOIN ledger_private.notification_preference AS p ON p.user_id = c.user_id
        CROSS JOIN LATERAL (
            SELECT
                'email' AS channel,
                coalesce(p.email_events, ledger_private.notification_types(true)) AS chosen
            WHERE EXISTS (
                SELECT FROM ledger_private.person AS n
                WHERE n.user_id = c.user_id
                    AND n.shredded_at IS NULL
            )
            UNION ALL
            SELECT 'chat', p.chat_events WHERE p.sealed IS NOT NULL
        ) AS w
        WHERE e.event_position BETWEEN v_lease.first_position AND v_lease.last_position
            AND c.notification_type = ANY (w.chosen)
            AND w.channel = ANY (p_channels)
            AND u.role <> 'house'
            AND (u.status = 'ACTIVE' OR c.notification_type = 'suspended')
        ORDER BY e.event_position, c.user_id, w.channel, c.notification_type, c.currency
    ) AS t
    ORDER BY t.event_position, t.user_id, t.channel
    ON CONFLICT (event_id, user_id, channel) DO NOTHING;

    -- A new account of whoever is told of low balances is watched, too. It isn't locked: nobody's
    -- posting waits, and what is posted meanwhile is seen with the next one.
    UPDATE ledger_private.notification_threshold AS t
    SET monitor_ids = t.monitor_ids || ledger_private.add_monitor(
        a, t.low_balance, 'below', 'available', t.user_id, v_actor
    )
    FROM ledger.events AS e
    JOIN ledger_private.account AS a USING (account_id)
    WHERE e.event_position BETWEEN v_lease.first_position AND v_lease.last_position
        AND e.event_type = 'account.opened'
        AND t.user_id = a.user_id
        AND t.currency = a.currency
        AND t.low_balance IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM ledger_private.monitor AS m
            WHERE m.account_id = a.account_id
                AND m.monitor_id = ANY (t.monitor_ids)
        );
    PERFORM ledger.acknowledge_events('notifications', v_lease.lease_id, p_actor);
    RETURN v_lease.last_position - v_lease.first_position + 1;
END
$function$;

COMMENT ON FUNCTION ledger.fan_out_notifications(text[], integer, ledger.actor) IS
'Take up to p_limit (1 to 1000) events as the consumer notifications, make a message of each for every user who asked for it and every channel of p_channels (email, chat: those that the worker has), and acknowledge them, all in one transaction: exactly once. Returns how many events it took. The first call of who has email begins at the end of the feed; without email and before anybody named a chat there is nothing to take.';
