-- Count a move in the rings of its account and its owner, and read their windows.
CREATE OR REPLACE FUNCTION ledger_private.fraud_windows(
    p_observation ledger_private.fraud_observation
)
RETURNS ledger_private.fraud_observation
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_seconds numeric := extract(epoch FROM p_observation.observed_at);
    v_minute bigint := floor(v_seconds / 60);
    v_hour bigint := floor(v_seconds / 3600);
    v_day bigint := floor(v_seconds / 86400);
    v_refused integer := p_observation.is_refused::integer;
    v_out integer := (p_observation.direction = 'out' AND NOT p_observation.is_refused)::integer;
    v_in integer := (p_observation.direction = 'in')::integer;
BEGIN
    INSERT INTO ledger_private.fraud_bucket AS b (
        account_id, unit, slot, bucket_number, outs, ins, refused, out_amount, in_amount
    )
    SELECT
        p_observation.account_id, u.unit, u.bucket_number % u.slots, u.bucket_number, v_out, v_in,
        v_refused, v_out * p_observation.amount, v_in * p_observation.amount
    FROM (
        VALUES ('m', v_minute, 60), ('h', v_hour, 168), ('d', v_day, 30)
    ) AS u (unit, bucket_number, slots)
    ON CONFLICT (account_id, unit, slot) DO UPDATE SET
        bucket_number = excluded.bucket_number,
        outs = excluded.outs + (b.bucket_number = excluded.bucket_number)::integer * b.outs,
        ins = excluded.ins + (b.bucket_number = excluded.bucket_number)::integer * b.ins,
        refused = excluded.refused
        + (b.bucket_number = excluded.bucket_number)::integer * b.refused,
        out_amount = excluded.out_amount
        + (b.bucket_number = excluded.bucket_number)::integer * b.out_amount,
        in_amount = excluded.in_amount
        + (b.bucket_number = excluded.bucket_number)::integer * b.in_amount;
    IF v_out = 1 AND p_observation.user_id <> 0 THEN
        INSERT INTO ledger_private.fraud_user_bucket AS b (
            user_id, unit, slot, bucket_number, outs
        )
        VALUES
        (p_observation.user_id, 'm', v_minute % 60, v_minute, 1),
        (p_observation.user_id, 'h', v_hour % 24, v_hour, 1)
        ON CONFLICT (user_id, unit, slot) DO UPDATE SET
            bucket_number = excluded.bucket_number,
            outs = excluded.outs + (b.bucket_number = excluded.bucket_number)::integer * b.outs;
    END IF;

    SELECT
        coalesce(sum(b.outs) FILTER (WHERE b.unit = 'm'), 0),
        coalesce(sum(b.outs) FILTER (WHERE b.unit = 'h' AND b.bucket_number > v_hour - 24), 0),
        coalesce(sum(b.outs) FILTER (WHERE b.unit = 'h'), 0),
        coalesce(sum(b.outs) FILTER (WHERE b.unit = 'd'), 0),
        coalesce(sum(b.out_amount) FILTER (WHERE b.unit = 'm'), 0),
        coalesce(sum(b.out_amount) FILTER (
            WHERE b.unit = 'h' AND b.bucket_number > v_hour - 24
        ), 0),
        coalesce(sum(b.out_amount) FILTER (WHERE b.unit = 'h'), 0),
        coalesce(sum(b.out_amount) FILTER (WHERE b.unit = 'd'), 0),
        coalesce(sum(b.ins) FILTER (WHERE b.unit = 'm'), 0),
        coalesce(sum(b.ins) FILTER (WHERE b.unit = 'h' AND b.bucket_number > v_hour - 24), 0),
        coalesce(sum(b.ins) FILTER (WHERE b.unit = 'h'), 0),
        coalesce(sum(b.ins) FILTER (WHERE b.unit = 'd'), 0),
        coalesce(sum(b.in_amount) FILTER (WHERE b.unit = 'm'), 0),
        coalesce(sum(b.in_amount) FILTER (
            WHERE b.unit = 'h' AND b.bucket_number > v_hour - 24
        ), 0),
        coalesce(sum(b.in_amount) FILTER (WHERE b.unit = 'h'), 0),
        coalesce(sum(b.in_amount) FILTER (WHERE b.unit = 'd'), 0),
        coalesce(sum(b.refused) FILTER (WHERE b.unit = 'm'), 0),
        coalesce(sum(b.refused) FILTER (WHERE b.unit = 'h' AND b.bucket_number > v_hour - 24), 0)
    INTO
        p_observation.out_count_1h, p_observation.out_count_24h, p_observation.out_count_7d,
        p_observation.out_count_30d, p_observation.out_amount_1h, p_observation.out_amount_24h,
        p_observation.out_amount_7d, p_observation.out_amount_30d, p_observation.in_count_1h,
        p_observation.in_count_24h, p_observation.in_count_7d, p_observation.in_count_30d,
        p_observation.in_amount_1h, p_observation.in_amount_24h, p_observation.in_amount_7d,
        p_observation.in_amount_30d, p_observation.refused_count_1h,
        p_observation.refused_count_24h
    FROM ledger_private.fraud_bucket AS b
    WHERE b.account_id = p_observation.account_id
        AND b.bucket_number > CASE b.unit
            WHEN 'm' THEN v_minute - 60 WHEN 'h' THEN v_hour - 168 ELSE v_day - 30
        END;
    IF p_observation.user_id <> 0 THEN
        SELECT
            coalesce(sum(b.outs) FILTER (
                WHERE b.unit = 'm' AND b.bucket_number > v_minute - 60
            ), 0),
            coalesce(sum(b.outs) FILTER (WHERE b.unit = 'h' AND b.bucket_number > v_hour - 24), 0)
        INTO p_observation.user_out_count_1h, p_observation.user_out_count_24h
        FROM ledger_private.fraud_user_bucket AS b
        WHERE b.user_id = p_observation.user_id;
    END IF;
    p_observation.passed_on_1h := CASE WHEN p_observation.direction = 'out'
        THEN round(p_observation.out_amount_1h / nullif(p_observation.in_amount_1h, 0), 4) END;
    RETURN p_observation;
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_windows(ledger_private.fraud_observation) IS
'p_observation with the counts and sums of 1 hour, 24 hours, 7 and 30 days, itself included, and passed_on_1h. A slot of a ring that holds an older bucket begins anew. The caller holds ledger_private.fraud_progress.';
