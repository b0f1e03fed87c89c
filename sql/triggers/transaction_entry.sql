-- Entries balance per transaction and currency, belong to their transaction, and carry
-- on from the entry before: proved for all rows of a statement at once.
CREATE OR REPLACE FUNCTION ledger_private.transaction_entry_check()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken record;
BEGIN
    -- LATERAL with LIMIT goes row by row through each key, however many rows came.
    SELECT
        n.transaction_id, n.account_id, n.account_version, n.currency,
        n.difference::text AS difference, n.entries,
        n.difference <> 0 OR n.entries < 2 AS is_unbalanced
    INTO v_broken
    FROM (
        SELECT
            n.*,
            sum(CASE n.entry_type WHEN 'CREDIT' THEN n.amount ELSE -n.amount END) OVER w
                AS difference,
            count(*) OVER w AS entries
        FROM new_rows AS n
        WINDOW w AS (PARTITION BY n.transaction_id, n.currency)
    ) AS n
    LEFT JOIN LATERAL (
        SELECT
            t.status, t.amount, t.currency, t.from_account_id, t.from_account_version,
            t.to_account_id, t.to_account_version
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
    WHERE n.difference <> 0
        OR n.entries < 2
        OR NOT coalesce(
            t.status = 'COMPLETED'
            AND t.amount = n.amount
            AND t.currency = n.currency
            AND a.currency = n.currency
            AND a.user_id = n.user_id
            AND n.account_version BETWEEN 1 AND a.version
            AND CASE n.entry_type
                WHEN 'DEBIT' THEN n.account_id = t.from_account_id
                    AND n.account_version = t.from_account_version
                ELSE n.account_id = t.to_account_id
                    AND n.account_version = t.to_account_version
            END
            AND n.balance_after = CASE n.entry_type
                WHEN 'CREDIT' THEN n.amount ELSE -n.amount
            END + CASE WHEN n.account_version = 1 THEN 0 ELSE (
                SELECT p.balance_after FROM ledger_private.transaction_entry AS p
                WHERE p.account_id = n.account_id
                    AND p.account_version = n.account_version - 1
            ) END,
            false
        )
    ORDER BY n.difference <> 0 OR n.entries < 2 DESC
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error(
            CASE WHEN v_broken.is_unbalanced THEN 'LG901' ELSE 'LG904' END, to_jsonb(v_broken)
        );
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_entry_check() IS
'Trigger: LG901 unless debits equal credits per transaction and currency, with two entries at least; LG904 unless each entry is one of the two its transaction names, in its account''s currency, with a balance that follows from the entry before.';

CREATE OR REPLACE TRIGGER transaction_entry_50_check
AFTER INSERT ON ledger_private.transaction_entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.transaction_entry_check();

ALTER TABLE ledger_private.transaction_entry ENABLE ALWAYS TRIGGER transaction_entry_50_check;
