-- See one move of an account: its features, and what is remembered of it for the next ones.
CREATE OR REPLACE FUNCTION ledger_private.observe_move(
    p_observation ledger_private.fraud_observation
)
RETURNS ledger_private.fraud_observation
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.fraud_account;
    v_at timestamptz := p_observation.observed_at;
BEGIN
    SELECT a.* INTO v_account
    FROM ledger_private.fraud_account AS a
    WHERE a.account_id = p_observation.account_id
    FOR NO KEY UPDATE;

    p_observation := ledger_private.fraud_of_itself(p_observation);
    p_observation := ledger_private.fraud_windows(p_observation);
    p_observation := ledger_private.fraud_counterparties(p_observation);
    p_observation.idle_days := round(extract(epoch FROM v_at - v_account.last_at) / 86400, 2);
    IF p_observation.direction = 'out' THEN
        p_observation.minutes_since_in := round(
            extract(epoch FROM v_at - v_account.last_in_at) / 60, 2
        );
        p_observation := ledger_private.fraud_history(
            p_observation, v_account.out_amounts, v_account.out_times
        );
    ELSE
        p_observation := ledger_private.fraud_history(
            p_observation, v_account.in_amounts, v_account.in_times
        );
    END IF;
    IF p_observation.is_refused THEN
        RETURN p_observation;
    END IF;

    INSERT INTO ledger_private.fraud_account AS a (
        account_id, user_id, last_at, last_in_at, out_amounts, out_times, in_amounts, in_times
    )
    VALUES (
        p_observation.account_id, p_observation.user_id, v_at,
        CASE p_observation.direction WHEN 'in' THEN v_at ELSE v_account.last_in_at END,
        ledger_private.last_of(v_account.out_amounts || CASE p_observation.direction
            WHEN 'out' THEN ARRAY[p_observation.amount] END),
        ledger_private.last_of(v_account.out_times || CASE p_observation.direction
            WHEN 'out' THEN ARRAY[v_at] END),
        ledger_private.last_of(v_account.in_amounts || CASE p_observation.direction
            WHEN 'in' THEN ARRAY[p_observation.amount] END),
        ledger_private.last_of(v_account.in_times || CASE p_observation.direction
            WHEN 'in' THEN ARRAY[v_at] END)
    )
    ON CONFLICT (account_id) DO UPDATE SET
        user_id = excluded.user_id, last_at = excluded.last_at,
        last_in_at = excluded.last_in_at, out_amounts = excluded.out_amounts,
        out_times = excluded.out_times, in_amounts = excluded.in_amounts,
        in_times = excluded.in_times;
    RETURN p_observation;
END
$function$;

COMMENT ON FUNCTION ledger_private.observe_move(ledger_private.fraud_observation) IS
'p_observation with all its features; the account''s memory is locked and brought up to date. To be called in the order of ledger_private.fraud_moves. The caller holds ledger_private.fraud_progress.';
