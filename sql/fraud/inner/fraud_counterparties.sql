-- Count a move between two accounts, and how many others there were.
CREATE OR REPLACE FUNCTION ledger_private.fraud_counterparties(
    p_observation ledger_private.fraud_observation
)
RETURNS ledger_private.fraud_observation
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_observation.counterparty_id IS NOT NULL AND p_observation.is_refused THEN
        p_observation.pair_count := coalesce((
            SELECT p.moves
            FROM ledger_private.fraud_pair AS p
            WHERE p.account_id = p_observation.account_id
                AND p.direction = p_observation.direction
                AND p.counterparty_id = p_observation.counterparty_id
        ), 0);
    ELSIF p_observation.counterparty_id IS NOT NULL THEN
        INSERT INTO ledger_private.fraud_pair AS p (
            account_id, direction, counterparty_id, moves, last_at
        )
        VALUES (
            p_observation.account_id, p_observation.direction, p_observation.counterparty_id, 1,
            p_observation.observed_at
        )
        ON CONFLICT (account_id, direction, counterparty_id) DO UPDATE SET
            moves = p.moves + 1, last_at = excluded.last_at
        RETURNING p.moves - 1 INTO p_observation.pair_count;
    END IF;
    p_observation.payees_24h := (
        SELECT count(*)
        FROM (
            SELECT FROM ledger_private.fraud_pair AS p
            WHERE p.account_id = p_observation.account_id
                AND p.direction = 'out'
                AND p.last_at > p_observation.observed_at - interval '24 hours'
            LIMIT 1000
        ) AS recent
    );
    p_observation.payers_24h := (
        SELECT count(*)
        FROM (
            SELECT FROM ledger_private.fraud_pair AS p
            WHERE p.account_id = p_observation.account_id
                AND p.direction = 'in'
                AND p.last_at > p_observation.observed_at - interval '24 hours'
            LIMIT 1000
        ) AS recent
    );
    RETURN p_observation;
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_counterparties(ledger_private.fraud_observation) IS
'p_observation with pair_count, payees_24h and payers_24h. What was refused is counted nowhere. The caller holds ledger_private.fraud_progress.';
