-- What the ledger tells a monitoring system of itself; cheap enough to ask every few seconds.
CREATE OR REPLACE FUNCTION ledger.metrics()
RETURNS SETOF ledger.metric
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_found record;
    v_metric ledger.metric;
BEGIN
    FOR v_found IN
        SELECT m.name, m.label_name, m.label, m.value
        FROM (
            SELECT
                a.currency, count(*) AS accounts, max(a.updated_at) AS updated_at,
                sum(a.balance) + coalesce(sum((
                    SELECT sum(o.amount) FROM ledger_audit.open_credit AS o
                    WHERE o.account_id = a.account_id
                )) FILTER (WHERE a.accumulates), 0) AS balance
            FROM ledger_private.account AS a
            GROUP BY a.currency
        ) AS c
        CROSS JOIN LATERAL (
            VALUES
            ('zerosum_ledger_imbalance', 'currency', c.currency, c.balance),
            ('zerosum_accounts', 'currency', c.currency, c.accounts::numeric),
            (
                'zerosum_ahead_of_clock_seconds', 'currency', c.currency,
                greatest(extract(epoch FROM c.updated_at - clock_timestamp()), 0)
            )
        ) AS m (name, label_name, label, value)
        UNION ALL
        SELECT 'zerosum_outbox_lag_seconds', NULL, NULL, coalesce(
            extract(epoch FROM clock_timestamp() - min(u.created_at)), 0
        )
        -- The first of them by number are the oldest, but for what was open for long.
        FROM (
            SELECT w.created_at
            FROM ledger_private.unnumbered_events AS w
            LIMIT 1000
        ) AS u
        UNION ALL
        SELECT m.name, 'consumer', c.consumer_name, m.value
        FROM ledger.event_consumers AS c
        CROSS JOIN LATERAL (
            VALUES
            ('zerosum_event_consumer_lag', c.lag::numeric),
            ('zerosum_event_consumer_attempts', coalesce(c.attempts, 0)::numeric)
        ) AS m (name, value)
        UNION ALL
        SELECT m.name, 'job', j.job_name, m.value
        FROM ledger.worker_jobs AS j
        CROSS JOIN LATERAL (
            VALUES
            ('zerosum_worker_lag_events', j.lag_events::numeric),
            ('zerosum_worker_lag_seconds', j.lag_seconds),
            ('zerosum_worker_failures', j.failures::numeric),
            (
                'zerosum_worker_success_age_seconds',
                extract(epoch FROM clock_timestamp() - j.last_success_at)
            )
        ) AS m (name, value)
        WHERE m.value IS NOT NULL
        UNION ALL
        SELECT m.name, NULL, NULL, m.value
        FROM (
            SELECT count(*) AS cases, min(c.created_at) AS created_at
            FROM ledger_private.fraud_case AS c
            WHERE c.status = 'OPEN'
        ) AS q
        CROSS JOIN LATERAL (
            VALUES
            ('zerosum_fraud_cases_open', q.cases::numeric),
            (
                'zerosum_fraud_case_age_seconds',
                coalesce(extract(epoch FROM clock_timestamp() - q.created_at), 0)
            )
        ) AS m (name, value)
        UNION ALL
        SELECT m.name, NULL, NULL, m.value
        FROM (
            SELECT v.broken, v.finished_at
            FROM ledger_private.verification AS v
            ORDER BY v.verification_number DESC
            LIMIT 1
        ) AS v
        CROSS JOIN LATERAL (
            VALUES
            (
                'zerosum_verify_failed_checks',
                (SELECT count(*) FROM jsonb_object_keys(v.broken))::numeric
            ),
            ('zerosum_verify_age_seconds', extract(epoch FROM clock_timestamp() - v.finished_at))
        ) AS m (name, value)
        UNION ALL
        SELECT m.name, NULL, NULL, m.value
        FROM (SELECT (ledger_private.last_guard_check()).*) AS g
        CROSS JOIN LATERAL (
            VALUES
            (
                'zerosum_guards_broken',
                CASE WHEN g.broken_guards = '{}' THEN 0
                    ELSE coalesce((g.broken_guards ->> 'differences')::numeric, 1) END
            ),
            (
                'zerosum_guards_age_seconds',
                extract(epoch FROM clock_timestamp() - g.finished_at)
            )
        ) AS m (name, value)
        WHERE g.finished_at IS NOT NULL
        UNION ALL
        SELECT w.name, w.label_name, w.label, w.value FROM ledger_private.webhook_figures() AS w
        UNION ALL
        SELECT n.name, n.label_name, n.label, n.value
        FROM ledger_private.notification_figures() AS n
        UNION ALL
        SELECT x.name, x.label_name, x.label, x.value FROM ledger_private.export_figures() AS x
        UNION ALL
        SELECT c.name, c.label_name, c.label, c.value FROM ledger_private.cell_figures() AS c
        UNION ALL
        SELECT s.name, s.label_name, s.label, s.value FROM ledger_private.seal_figures() AS s
        UNION ALL
        SELECT 'zerosum_lock_waits', NULL, NULL, count(DISTINCT l.pid)::numeric
        FROM pg_locks AS l
        WHERE NOT l.granted
            AND (l.database IS NULL OR l.database = (
                SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database()
            ))
    LOOP
        v_metric.name := v_found.name;
        v_metric.label_name := v_found.label_name;
        v_metric.label := v_found.label;
        v_metric.value := v_found.value;
        RETURN NEXT v_metric;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.metrics() IS
'Figures for monitoring: zerosum_ledger_imbalance by currency (must be 0), zerosum_accounts, zerosum_ahead_of_clock_seconds by currency (how far the account that was changed last is ahead of the clock: above 60 postings on it are refused), zerosum_outbox_lag_seconds (age of the oldest of the first 1000 committed transactions and acts that have no position in the feed yet), zerosum_event_consumer_lag by consumer (events that it has not acknowledged) and zerosum_event_consumer_attempts (how many times the events that were taken most often have been taken), of each job of the worker zerosum_worker_lag_events and zerosum_worker_lag_seconds (when it reads the feed), zerosum_worker_failures (turns that failed since the first one) and zerosum_worker_success_age_seconds (since a worker last told of a turn that was done), zerosum_webhooks_pending, zerosum_webhooks_lag_seconds (age of the oldest that was not tried yet at an endpoint that answers), zerosum_webhooks_failing (endpoints whose last attempt failed, or that were disabled for it), zerosum_webhooks_dead (deliveries given up and not replayed), zerosum_exports_pending and zerosum_exports_lag_seconds (how long ago the oldest that is still to be written was asked for), zerosum_notifications_pending, zerosum_notifications_lag_seconds (age of the oldest message that was never put off), zerosum_notifications_unknown (of which nobody can tell whether they were taken), zerosum_notifications_bounced and zerosum_notifications_dead (those of the last 90 days), zerosum_fraud_cases_open and zerosum_fraud_case_age_seconds (cases that wait for a decision, and the age of the oldest), zerosum_seal_lag_events and zerosum_seal_lag_seconds (events behind the newest signed head, and the age of the oldest), zerosum_lock_waits, and of the last ledger.verify_new(): zerosum_verify_failed_checks and zerosum_verify_age_seconds; of its last look at the guards: zerosum_guards_broken (must be 0) and zerosum_guards_age_seconds. Reads each account once. Takes no lock.';
