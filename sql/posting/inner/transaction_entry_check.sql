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
    SELECT n.* INTO v_broken
    FROM new_rows AS n
    WHERE (
        SELECT
            t.status = 'COMPLETED'
            AND a.currency = n.currency
            AND a.user_id = n.user_id
            AND n.account_version <= a.version
            AND CASE
                WHEN t.leg_account_ids IS NOT NULL THEN ledger_private.leg_is_named(
                    n.account_id, n.account_version, t.leg_account_ids,
                    t.leg_account_versions
                )
                WHEN n.amount <> t.amount OR n.currency <> t.currency THEN false
                WHEN n.entry_type = 'DEBIT' THEN n.account_id = t.from_account_id
                    AND n.account_version = t.from_account_version
                ELSE n.account_id = t.to_account_id
                    AND n.account_version = t.to_account_version
            END
            AND CASE WHEN t.effective_at = n.created_at THEN true
                ELSE ledger_private.entry_is_dated(
                    n.account_id, n.account_version, n.amount, t.effective_at
                )
            END
        FROM ledger_audit.transaction AS t
        CROSS JOIN ledger_private.account AS a
        WHERE t.transaction_id = n.transaction_id
            AND a.account_id = n.account_id
    ) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        SELECT
            v_broken.transaction_id, v_broken.account_id, v_broken.account_version,
            v_broken.currency,
            sum(CASE n.entry_type WHEN 'CREDIT' THEN n.amount ELSE -n.amount END)::text
                AS difference,
            count(*) AS entries
        INTO v_broken
        FROM new_rows AS n
        WHERE n.transaction_id = v_broken.transaction_id
            AND n.currency = v_broken.currency;
        PERFORM ledger_private.raise_error(
            CASE WHEN v_broken.difference::numeric <> 0 OR v_broken.entries < 2
                THEN 'LG901' ELSE 'LG904'
            END,
            to_jsonb(v_broken)
        );
    END IF;

    SELECT n.account_id, n.account_version, n.transaction_id INTO v_broken
    FROM new_rows AS n
    WHERE n.balance_after IS DISTINCT FROM CASE n.account_version
            WHEN 1 THEN 0
            ELSE (
                SELECT p.balance_after FROM ledger_audit.transaction_entry AS p
                WHERE p.account_id = n.account_id
                    AND p.account_version = n.account_version - 1
            )
        END + CASE n.entry_type WHEN 'CREDIT' THEN n.amount ELSE -n.amount END
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG903', to_jsonb(v_broken));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_entry_check() IS
'Trigger: LG904 unless each entry is one that its completed transaction names, of that amount, in its account''s currency, and no newer than its account knows; LG901 when what is wrong with it leaves debits and credits unequal; LG903 unless its balance follows from the entry before.';
