-- What is left to reverse of each side of each account of a transaction of many legs.
CREATE OR REPLACE FUNCTION ledger_private.legs_to_reverse(
    p_original ledger_audit.transaction
)
RETURNS ledger_private.requested_leg[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_legs ledger_private.requested_leg[];
    v_leg ledger_private.requested_leg;
    v_found record;
BEGIN
    v_leg.item_number := 1;
    v_leg.kind := 'fixed';
    -- Turned round, the last leg first: each step back leads where the original came from.
    FOR v_found IN
        SELECT
            o.n, o.account_id, a.user_id, o.currency, a.minor_units,
            CASE o.entry_type WHEN 'DEBIT' THEN 'CREDIT' ELSE 'DEBIT' END AS entry_type,
            o.amount - r.amount AS amount
        FROM (
            SELECT
                e.account_id, e.entry_type, e.currency, sum(e.amount) AS amount,
                row_number() OVER (ORDER BY max(l.n) DESC) AS n
            FROM unnest(p_original.leg_account_ids, p_original.leg_account_versions)
                WITH ORDINALITY AS l (account_id, account_version, n)
            JOIN ledger_audit.transaction_entry AS e USING (account_id, account_version)
            GROUP BY e.account_id, e.entry_type, e.currency
        ) AS o
        JOIN ledger_private.account AS a USING (account_id)
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(e.amount), 0) AS amount
            FROM ledger_audit.transaction AS t
            CROSS JOIN LATERAL unnest(t.leg_account_ids, t.leg_account_versions)
                AS l (account_id, account_version)
            JOIN ledger_audit.transaction_entry AS e USING (account_id, account_version)
            WHERE t.reverses_transaction_id = p_original.transaction_id
                AND t.status = 'COMPLETED'
                AND e.account_id = o.account_id
                AND e.entry_type <> o.entry_type
        ) AS r
        WHERE o.amount > r.amount
        ORDER BY o.n
    LOOP
        v_leg.leg_number := v_found.n;
        v_leg.account_id := v_found.account_id;
        v_leg.user_id := v_found.user_id;
        v_leg.entry_type := v_found.entry_type;
        v_leg.amount := v_found.amount;
        v_leg.currency := v_found.currency;
        v_leg.minor_units := v_found.minor_units;
        v_leg.posted := v_found.amount;
        v_legs := v_legs || v_leg;
    END LOOP;
    RETURN v_legs;
END
$function$;

COMMENT ON FUNCTION ledger_private.legs_to_reverse(ledger_audit.transaction) IS
'Legs that would undo all that is not reversed yet, or NULL. The caller has locked the row of p_original, so that nothing is reversed meanwhile.';
