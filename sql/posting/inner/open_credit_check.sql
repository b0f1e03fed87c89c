-- An open credit is what a completed transaction pays to an account that accumulates, in place
-- of the entry: proved for all rows of a statement at once.
CREATE OR REPLACE FUNCTION ledger_private.open_credit_check()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken uuid;
BEGIN
    -- Scalar subqueries go through keys, row by row; they can't turn into a scan.
    SELECT n.transaction_id INTO v_broken
    FROM new_rows AS n
    WHERE (
        SELECT a.accumulates
            AND a.status <> 'CLOSED'
            AND a.currency = t.currency
            AND a.user_id = n.user_id
            AND t.status = 'COMPLETED'
            AND t.to_account_id = n.account_id
            AND t.to_account_version IS NULL
            AND t.amount = n.amount
            AND t.created_at = n.created_at
            AND t.effective_at = n.created_at
            AND n.created_at <= clock_timestamp() + ledger_private.clock_tolerance()
            AND (
                SELECT e.transaction_id FROM ledger_audit.transaction_entry AS e
                WHERE e.transaction_id = n.transaction_id AND e.is_folded
            ) IS NULL
        FROM ledger_audit.transaction AS t
        CROSS JOIN ledger_private.account AS a
        WHERE t.transaction_id = n.transaction_id
            AND a.account_id = n.account_id
    ) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG904', jsonb_build_object(
            'transaction_id', v_broken
        ));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.open_credit_check() IS
'Trigger: LG904 unless each open credit is the one that its completed transaction pays, of that amount and time, which is no future one, to an open account that accumulates, and is not folded yet.';
