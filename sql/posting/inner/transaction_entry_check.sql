-- Entries belong to a transaction that names them and to their account, which moves with
-- them, and each follows from the one before: proved for all rows of a statement at once.
CREATE OR REPLACE FUNCTION ledger_private.transaction_entry_check()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken record;
BEGIN
    -- Scalar subqueries go through keys, row by row; they can't turn into a scan. That debits
    -- equal credits is proved where the transaction arrives: it names all its entries for
    -- ever, so that none can be added later.
    PERFORM FROM new_rows AS n
    WHERE (
        SELECT
            ledger_private.entry_agrees(
                n.account_version, n.user_id, n.entry_type, n.amount, n.currency,
                n.created_at, t, a, n.is_folded
            )
            AND CASE WHEN n.is_folded THEN (
                SELECT o.transaction_id FROM ledger_audit.open_credit AS o
                WHERE o.account_id = n.account_id AND o.transaction_id = n.transaction_id
            ) END IS NULL
            AND n.balance_after = CASE n.account_version
                WHEN 1 THEN 0
                ELSE (
                    SELECT p.balance_after FROM ledger_audit.transaction_entry AS p
                    WHERE p.account_id = n.account_id
                        AND p.account_version = n.account_version - 1
                )
            END + CASE n.entry_type WHEN 'CREDIT' THEN n.amount ELSE -n.amount END
        FROM ledger_audit.transaction AS t
        CROSS JOIN ledger_private.account AS a
        WHERE t.transaction_id = n.transaction_id
            AND a.account_id = n.account_id
    ) IS NOT TRUE
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    SELECT
        n.transaction_id, n.account_id, n.account_version, n.currency,
        sum(CASE n.entry_type WHEN 'CREDIT' THEN n.amount ELSE -n.amount END)
            OVER (PARTITION BY n.transaction_id, n.currency)::text AS difference,
        count(*) OVER (PARTITION BY n.transaction_id, n.currency) AS entries,
        coalesce((
            SELECT ledger_private.entry_agrees(
                n.account_version, n.user_id, n.entry_type, n.amount, n.currency,
                n.created_at, t, a, n.is_folded
            )
            FROM ledger_audit.transaction AS t
            CROSS JOIN ledger_private.account AS a
            WHERE t.transaction_id = n.transaction_id
                AND a.account_id = n.account_id
        ), false) AS agrees
    INTO v_broken
    FROM new_rows AS n
    ORDER BY agrees, n.account_id, n.account_version
    LIMIT 1;
    PERFORM ledger_private.raise_error(
        CASE
            WHEN v_broken.agrees THEN 'LG903'
            WHEN v_broken.difference::numeric <> 0 OR v_broken.entries < 2 THEN 'LG901'
            ELSE 'LG904'
        END,
        to_jsonb(v_broken) - 'agrees'
    );
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_entry_check() IS
'Trigger: LG904 unless each entry is one that its completed transaction names, of that amount, in its account''s currency, and no newer than its account knows; LG901 when what is wrong with it leaves debits and credits unequal; LG903 unless its balance follows from the entry before, and an open credit that it folds is gone.';
