-- Features of a move that is not booked yet, as the worker would see it. Changes nothing.
CREATE OR REPLACE FUNCTION ledger_private.foresee_move(
    p_move ledger_private.fraud_move,
    p_sums ledger_private.fraud_sums,
    p_features text[]
)
RETURNS ledger_private.fraud_observation
LANGUAGE plpgsql
STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_foreseen ledger_private.fraud_observation;
    v_account ledger_private.fraud_account;
    v_unseen ledger_private.fraud_move[];
BEGIN
    IF p_features <@ '{amount, round_zeros, hour, share_of_limit}' THEN
        RETURN ledger_private.fraud_alone(p_move, v_account, p_features);
    END IF;
    SELECT a.* INTO v_account
    FROM ledger_private.fraud_account AS a
    WHERE a.account_id = p_move.account_id;
    v_foreseen := ledger_private.fraud_alone(p_move, v_account, p_features);
    v_unseen := ARRAY(
        SELECT u FROM ledger_private.fraud_unseen(p_move.account_id) AS u
    );
    IF v_unseen <> '{}' OR p_sums IS NOT NULL THEN
        v_foreseen := ledger_private.fraud_add_unseen(v_foreseen, v_unseen, p_sums);
    END IF;
    IF p_features && ARRAY[
        'idle_days', 'minutes_since_in', 'median_times', 'spreads', 'hour_share', 'similar_7d'
    ] THEN
        v_foreseen := ledger_private.fraud_remember_unseen(
            v_foreseen, v_account, v_unseen, p_sums
        );
    END IF;
    RETURN v_foreseen;
END
$function$;

COMMENT ON FUNCTION ledger_private.foresee_move(
    ledger_private.fraud_move, ledger_private.fraud_sums, text[]
) IS
'The observation of p_move with p_features at least: what the worker keeps of the account, what it has not seen yet (at most 1000 entries), and what earlier items of the same call do. The counts of an owner over all its accounts are those of the worker. The caller has locked the account.';
