-- What accounts of customers did in a part of the feed.
CREATE OR REPLACE FUNCTION ledger_private.fraud_moves(
    p_first bigint,
    p_last bigint,
    p_observed_at timestamptz,
    p_is_dated boolean DEFAULT false
)
RETURNS SETOF ledger_private.fraud_move
LANGUAGE sql
STABLE
AS $function$
    SELECT
        t.event_position, s.account_id, t.transaction_id, s.counterparty_id, a.user_id,
        t.created_at, t.observed_at, s.leg_number, t.status = 'FAILED' AS is_refused,
        s.direction, a.currency, s.amount
    FROM (
        SELECT
            t.transaction_id, t.created_at, t.status, t.amount, t.from_account_id,
            t.to_account_id, t.leg_account_ids, t.leg_account_versions,
            t.reverses_transaction_id, f.event_position,
            CASE WHEN p_is_dated THEN t.effective_at ELSE greatest(
                p_observed_at, max(t.created_at) OVER (ORDER BY f.event_position)
            ) END AS observed_at
        FROM ledger_audit.feed_event AS f
        JOIN ledger_audit.transaction AS t USING (transaction_id)
        WHERE f.event_position BETWEEN p_first AND p_last
    ) AS t
    CROSS JOIN LATERAL (
        SELECT 'out' AS direction, t.from_account_id AS account_id, t.amount, 1 AS leg_number,
            t.to_account_id AS counterparty_id
        WHERE t.from_account_id IS NOT NULL
        UNION ALL
        SELECT 'in', t.to_account_id, t.amount, 2, t.from_account_id
        WHERE t.to_account_id IS NOT NULL AND t.status = 'COMPLETED'
        UNION ALL
        SELECT
            CASE e.entry_type WHEN 'DEBIT' THEN 'out' ELSE 'in' END,
            e.account_id, e.amount, l.leg_number::integer,
            CASE WHEN cardinality(t.leg_account_ids) = 2
                THEN t.leg_account_ids[3 - l.leg_number::integer] END
        FROM unnest(t.leg_account_ids, t.leg_account_versions)
            WITH ORDINALITY AS l (account_id, account_version, leg_number)
        JOIN ledger_audit.transaction_entry AS e USING (account_id, account_version)
    ) AS s
    JOIN ledger_private.account AS a ON a.account_id = s.account_id
    WHERE (a.user_id <> 0 OR a.account_class = 'liability')
        AND t.reverses_transaction_id IS NULL
        AND s.amount IS NOT NULL
    ORDER BY t.observed_at, t.event_position, s.leg_number
$function$;

COMMENT ON FUNCTION ledger_private.fraud_moves(bigint, bigint, timestamptz, boolean) IS
'Sides of the transactions at positions p_first to p_last, in the order in which they are to be observed: what customers'' accounts paid, and were paid. Reversals are passed over, and so are accounts that belong to the house and are no liability; of what was refused only the side that would have paid. observed_at never falls, and is p_observed_at at least; p_is_dated: it is effective_at, for history that was imported.';
