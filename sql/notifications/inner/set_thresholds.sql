-- Keep from which amounts on a user is told; the low ones are watched by monitors.
CREATE OR REPLACE FUNCTION ledger_private.set_thresholds(
    p_user_id bigint,
    p_large_debit jsonb,
    p_low_balance jsonb,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_wanted record;
    v_monitor_ids uuid[];
BEGIN
    FOR v_wanted IN
        SELECT
            currency, t.low_balance AS old_low, t.monitor_ids,
            (p_large_debit ->> currency)::numeric AS large_debit,
            (p_low_balance ->> currency)::numeric AS low_balance
        FROM (
            SELECT o.currency, o.low_balance, o.monitor_ids
            FROM ledger_private.notification_threshold AS o
            WHERE o.user_id = p_user_id
        ) AS t
        FULL JOIN (
            SELECT k.currency FROM jsonb_object_keys(p_large_debit) AS k (currency)
            UNION
            SELECT k.currency FROM jsonb_object_keys(p_low_balance) AS k (currency)
        ) AS w USING (currency)
        ORDER BY currency
    LOOP
        v_monitor_ids := coalesce(v_wanted.monitor_ids, '{}');
        IF v_wanted.low_balance IS DISTINCT FROM v_wanted.old_low THEN
            PERFORM ledger_private.end_monitor(m.monitor_id, p_actor)
            FROM unnest(v_monitor_ids) AS m (monitor_id);
            v_monitor_ids := ledger_private.watch_low_balances(
                p_user_id, v_wanted.currency, v_wanted.low_balance, p_actor
            );
        END IF;
        IF num_nonnulls(v_wanted.large_debit, v_wanted.low_balance) = 0 THEN
            DELETE FROM ledger_private.notification_threshold AS t
            WHERE t.user_id = p_user_id
                AND t.currency = v_wanted.currency;
        ELSE
            INSERT INTO ledger_private.notification_threshold (
                user_id, large_debit, low_balance, currency, monitor_ids
            )
            VALUES (
                p_user_id, v_wanted.large_debit, v_wanted.low_balance, v_wanted.currency,
                v_monitor_ids
            )
            ON CONFLICT (user_id, currency) DO UPDATE SET
                large_debit = excluded.large_debit,
                low_balance = excluded.low_balance,
                monitor_ids = excluded.monitor_ids;
        END IF;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.set_thresholds(bigint, jsonb, jsonb, ledger.actor) IS
'Puts the amounts of both objects in the place of those before; monitors of a low balance that has changed end, and new ones begin.';
