-- Add events to the sums. Whoever calls it holds the lock on ledger_private.rollup.
CREATE OR REPLACE FUNCTION ledger_private.add_events(
    p_rollup ledger_private.rollup,
    p_through_position bigint
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    -- What is there ends at money_in - money_out; from there the new events go on.
    INSERT INTO ledger_private.account_day AS d (
        entries, account_id, user_id, rolled_on, money_in, money_out, rise, fall
    )
    SELECT
        n.entries, n.account_id, n.user_id, n.rolled_on, n.money_in, n.money_out, n.rise, n.fall
    FROM ledger_private.days_of_events(
        p_rollup.through_position, p_through_position, p_rollup.time_zone
    ) AS n
    ORDER BY n.account_id, n.rolled_on
    ON CONFLICT (account_id, rolled_on) DO UPDATE
    SET
        entries = d.entries + excluded.entries,
        money_in = d.money_in + excluded.money_in,
        money_out = d.money_out + excluded.money_out,
        rise = greatest(d.rise, d.money_in - d.money_out + excluded.rise),
        fall = least(d.fall, d.money_in - d.money_out + excluded.fall);

    WITH new AS MATERIALIZED (
        SELECT n.*
        FROM ledger_private.types_of_events(
            p_rollup.through_position, p_through_position, p_rollup.time_zone
        ) AS n
    ),
    types AS (
        INSERT INTO ledger_private.account_day_type AS t (
            entries, account_id, user_id, rolled_on, transaction_type, money_in, money_out
        )
        SELECT
            n.entries, n.account_id, n.user_id, n.rolled_on, n.transaction_type, n.money_in,
            n.money_out
        FROM new AS n
        ORDER BY n.account_id, n.rolled_on
        ON CONFLICT (account_id, rolled_on, transaction_type) DO UPDATE
        SET
            entries = t.entries + excluded.entries,
            money_in = t.money_in + excluded.money_in,
            money_out = t.money_out + excluded.money_out
    ),
    months AS (
        INSERT INTO ledger_private.account_month AS m (
            entries, account_id, user_id, month_on, money_in, money_out, fees
        )
        SELECT
            sum(n.entries)::bigint, n.account_id, n.user_id,
            date_trunc('month', n.rolled_on::timestamp)::date,
            sum(n.money_in), sum(n.money_out),
            coalesce(sum(n.money_out) FILTER (WHERE n.transaction_type = 'fee'), 0)
        FROM new AS n
        GROUP BY 2, 3, 4
        ORDER BY 2, 4
        ON CONFLICT (account_id, month_on) DO UPDATE
        SET
            entries = m.entries + excluded.entries,
            money_in = m.money_in + excluded.money_in,
            money_out = m.money_out + excluded.money_out,
            fees = m.fees + excluded.fees
    )
    INSERT INTO ledger_private.currency_day AS c (
        entries, rolled_on, currency, transaction_type, money_in, money_out
    )
    SELECT
        sum(n.entries)::bigint, n.rolled_on, a.currency, n.transaction_type,
        sum(n.money_in), sum(n.money_out)
    FROM new AS n
    JOIN ledger_private.account AS a USING (account_id)
    GROUP BY 2, 3, 4
    ORDER BY 2, 3, 4
    ON CONFLICT (rolled_on, currency, transaction_type) DO UPDATE
    SET
        entries = c.entries + excluded.entries,
        money_in = c.money_in + excluded.money_in,
        money_out = c.money_out + excluded.money_out;

    UPDATE ledger_private.rollup AS r
    SET through_position = p_through_position, updated_at = clock_timestamp()
    WHERE r.is_only;
END
$function$;

COMMENT ON FUNCTION ledger_private.add_events(ledger_private.rollup, bigint) IS
'Adds the events behind those that are in the sums, up to and with p_through_position, to the sums of days, types, months and currencies. p_rollup is the locked row.';
