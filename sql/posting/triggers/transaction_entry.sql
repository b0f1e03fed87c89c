-- Entries belong to a transaction that names them and to their account, which moves with
-- them: proved for all rows of a statement at once.
CREATE OR REPLACE FUNCTION ledger_private.transaction_entry_check()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken record;
BEGIN
    -- What a plain transfer leaves is proved by one row through two keys; only a statement
    -- that holds anything else pays for the whole question.
    PERFORM FROM new_rows AS n
    WHERE (
        SELECT
            t.status = 'COMPLETED'
            AND t.amount = n.amount
            AND t.currency = n.currency
            AND t.effective_at = n.created_at
            AND a.currency = n.currency
            AND a.user_id = n.user_id
            AND n.account_version BETWEEN 1 AND a.version
            AND CASE n.entry_type
                WHEN 'DEBIT' THEN n.account_id = t.from_account_id
                    AND n.account_version = t.from_account_version
                ELSE n.account_id = t.to_account_id
                    AND n.account_version = t.to_account_version
            END
        FROM ledger_private.transaction AS t
        CROSS JOIN ledger_private.account AS a
        WHERE t.transaction_id = n.transaction_id
            AND a.account_id = n.account_id
    ) IS NOT TRUE
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    -- LATERAL with LIMIT goes row by row through each key, however many rows came.
    -- That debits equal credits is proved where the transaction arrives: it names all
    -- its entries for ever, so that none can be added later.
    SELECT n.transaction_id, n.account_id, n.account_version, n.currency INTO v_broken
    FROM new_rows AS n
    LEFT JOIN LATERAL (
        SELECT
            t.status, t.effective_at, t.amount, t.currency, t.from_account_id,
            t.from_account_version,
            t.to_account_id, t.to_account_version, t.leg_account_ids, t.leg_account_versions
        FROM ledger_private.transaction AS t
        WHERE t.transaction_id = n.transaction_id
        LIMIT 1
    ) AS t ON true
    LEFT JOIN LATERAL (
        SELECT a.currency, a.user_id, a.version
        FROM ledger_private.account AS a
        WHERE a.account_id = n.account_id
        LIMIT 1
    ) AS a ON true
    WHERE NOT coalesce(
        t.status = 'COMPLETED'
        AND a.currency = n.currency
        AND a.user_id = n.user_id
        AND n.account_version BETWEEN 1 AND a.version
        AND (t.effective_at = n.created_at OR EXISTS (
            SELECT FROM ledger_private.dated_entry AS d
            WHERE d.account_id = n.account_id
                AND d.account_version = n.account_version
                AND d.effective_at = t.effective_at
                AND abs(d.signed_amount) = n.amount
        ))
        AND CASE
            WHEN t.leg_account_ids IS NOT NULL THEN EXISTS (
                SELECT FROM unnest(t.leg_account_ids, t.leg_account_versions)
                    AS l (account_id, account_version)
                WHERE l.account_id = n.account_id
                    AND l.account_version = n.account_version
            )
            WHEN t.amount <> n.amount OR t.currency <> n.currency THEN false
            WHEN n.entry_type = 'DEBIT' THEN n.account_id = t.from_account_id
                AND n.account_version = t.from_account_version
            ELSE n.account_id = t.to_account_id
                AND n.account_version = t.to_account_version
        END,
        false
    )
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
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_entry_check() IS
'Trigger: LG904 unless each entry is one that its completed transaction names, of that amount, in its account''s currency, and no newer than its account knows; LG901 when what is wrong with it leaves debits and credits unequal.';

CREATE OR REPLACE TRIGGER transaction_entry_50_check
AFTER INSERT ON ledger_private.transaction_entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.transaction_entry_check();

ALTER TABLE ledger_private.transaction_entry ENABLE ALWAYS TRIGGER transaction_entry_50_check;
