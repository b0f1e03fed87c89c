-- Observe moves of one minute: keep their features, and what they leave behind for the next ones.
CREATE OR REPLACE FUNCTION ledger_private.observe_moves(p_moves ledger_private.fraud_move[])
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    WITH seen AS MATERIALIZED (
        SELECT f.* FROM ledger_private.fraud_features(p_moves) AS f
    ),
    observed AS (
        INSERT INTO ledger_private.fraud_observation
        SELECT s.* FROM seen AS s
    ),
    accounts AS (
        INSERT INTO ledger_private.fraud_account AS a (
            account_id, user_id, outs, ins, refused, paid, received, last_at, last_in_at,
            out_amounts, out_times, in_amounts, in_times
        )
        SELECT
            s.account_id, max(s.user_id),
            count(*) FILTER (WHERE s.direction = 'out' AND NOT s.is_refused),
            count(*) FILTER (WHERE s.direction = 'in'),
            count(*) FILTER (WHERE s.is_refused),
            coalesce(sum(s.amount) FILTER (WHERE s.direction = 'out' AND NOT s.is_refused), 0),
            coalesce(sum(s.amount) FILTER (WHERE s.direction = 'in'), 0),
            max(s.observed_at) FILTER (WHERE NOT s.is_refused),
            max(s.observed_at) FILTER (WHERE s.direction = 'in'),
            ledger_private.last_of(array_agg(s.amount) FILTER (
                WHERE s.direction = 'out' AND NOT s.is_refused
            )),
            ledger_private.last_of(array_agg(s.observed_at) FILTER (
                WHERE s.direction = 'out' AND NOT s.is_refused
            )),
            ledger_private.last_of(array_agg(s.amount) FILTER (WHERE s.direction = 'in')),
            ledger_private.last_of(array_agg(s.observed_at) FILTER (WHERE s.direction = 'in'))
        FROM (SELECT s.* FROM seen AS s ORDER BY s.account_id, s.event_position, s.leg_number) AS s
        GROUP BY s.account_id
        ON CONFLICT (account_id) DO UPDATE SET
            user_id = excluded.user_id,
            outs = a.outs + excluded.outs,
            ins = a.ins + excluded.ins,
            refused = a.refused + excluded.refused,
            paid = a.paid + excluded.paid,
            received = a.received + excluded.received,
            last_at = coalesce(excluded.last_at, a.last_at),
            last_in_at = coalesce(excluded.last_in_at, a.last_in_at),
            out_amounts = ledger_private.last_of(a.out_amounts || excluded.out_amounts),
            out_times = ledger_private.last_of(a.out_times || excluded.out_times),
            in_amounts = ledger_private.last_of(a.in_amounts || excluded.in_amounts),
            in_times = ledger_private.last_of(a.in_times || excluded.in_times)
    ),
    users AS (
        INSERT INTO ledger_private.fraud_user AS u (user_id, outs)
        SELECT s.user_id, count(*)
        FROM seen AS s
        WHERE s.direction = 'out' AND NOT s.is_refused AND s.user_id <> 0
        GROUP BY s.user_id
        ON CONFLICT (user_id) DO UPDATE SET outs = u.outs + excluded.outs
    )
    INSERT INTO ledger_private.fraud_pair AS p (
        account_id, direction, counterparty_id, moves, last_at
    )
    SELECT s.account_id, s.direction, s.counterparty_id, count(*), max(s.observed_at)
    FROM seen AS s
    WHERE s.counterparty_id IS NOT NULL AND NOT s.is_refused
    GROUP BY s.account_id, s.direction, s.counterparty_id
    ON CONFLICT (account_id, direction, counterparty_id) DO UPDATE SET
        moves = p.moves + excluded.moves, last_at = excluded.last_at;
END
$function$;

COMMENT ON FUNCTION ledger_private.observe_moves(ledger_private.fraud_move[]) IS
'Writes the features of p_moves, which come in the order of ledger_private.fraud_moves and of one minute, and counts them. One statement: whoever reads sees none of them or all. The caller holds ledger_private.fraud_progress.';
