-- What is left to reverse of each side of each account of a transaction of many legs.
CREATE OR REPLACE FUNCTION ledger_private.legs_to_reverse(
    p_original ledger_private.transaction
)
RETURNS ledger_private.requested_leg[]
LANGUAGE sql
VOLATILE
AS $function$
    -- Turned round, the last leg first: each step back leads where the original came from.
    SELECT array_agg(
        ROW(
            1, o.n, o.account_id, a.user_id,
            CASE o.entry_type WHEN 'DEBIT' THEN 'CREDIT' ELSE 'DEBIT' END, 'fixed',
            o.amount - r.amount, NULL, o.currency, a.minor_units, NULL, NULL, NULL, NULL, NULL,
            NULL, o.amount - r.amount
        )::ledger_private.requested_leg
        ORDER BY o.n
    )
    FROM (
        SELECT
            e.account_id, e.entry_type, e.currency, sum(e.amount) AS amount,
            row_number() OVER (ORDER BY max(l.n) DESC) AS n
        FROM unnest(p_original.leg_account_ids, p_original.leg_account_versions)
            WITH ORDINALITY AS l (account_id, account_version, n)
        JOIN ledger_private.transaction_entry AS e USING (account_id, account_version)
        GROUP BY e.account_id, e.entry_type, e.currency
    ) AS o
    JOIN ledger_private.account AS a USING (account_id)
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(e.amount), 0) AS amount
        FROM ledger_private.transaction AS t
        CROSS JOIN LATERAL unnest(t.leg_account_ids, t.leg_account_versions)
            AS l (account_id, account_version)
        JOIN ledger_private.transaction_entry AS e USING (account_id, account_version)
        WHERE t.reverses_transaction_id = p_original.transaction_id
            AND t.status = 'COMPLETED'
            AND e.account_id = o.account_id
            AND e.entry_type <> o.entry_type
    ) AS r
    WHERE o.amount > r.amount
$function$;

COMMENT ON FUNCTION ledger_private.legs_to_reverse(ledger_private.transaction) IS
'Legs that would undo all that is not reversed yet, or NULL. The caller has locked the row of p_original, so that nothing is reversed meanwhile.';
