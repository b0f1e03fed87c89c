-- Entries balance per transaction and currency, belong to their transaction, and carry
-- on from the entry before. Two rules, so two triggers; all rows of a statement at once.
CREATE OR REPLACE FUNCTION ledger_private.transaction_entry_check_zero_sum()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken record;
BEGIN
    SELECT
        n.transaction_id, n.currency,
        sum(CASE n.entry_type WHEN 'CREDIT' THEN n.amount ELSE -n.amount END) AS difference
    INTO v_broken
    FROM new_rows AS n
    GROUP BY n.transaction_id, n.currency
    HAVING count(*) < 2
        OR sum(CASE n.entry_type WHEN 'CREDIT' THEN n.amount ELSE -n.amount END) <> 0
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG901', jsonb_build_object(
            'transaction_id', v_broken.transaction_id, 'currency', v_broken.currency,
            'difference', v_broken.difference::text
        ));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_entry_check_zero_sum() IS
'Trigger: LG901 unless debits equal credits per transaction and currency, with two entries at least.';

CREATE OR REPLACE FUNCTION ledger_private.transaction_entry_check_references()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken record;
BEGIN
    -- LATERAL with LIMIT goes row by row through each key, however many rows came.
    SELECT n.transaction_id, n.account_id, n.account_version INTO v_broken
    FROM new_rows AS n
    LEFT JOIN LATERAL (
        SELECT t.* FROM ledger_private.transaction AS t
        WHERE t.transaction_id = n.transaction_id
        LIMIT 1
    ) AS t ON true
    LEFT JOIN LATERAL (
        SELECT a.* FROM ledger_private.account AS a
        WHERE a.account_id = n.account_id
        LIMIT 1
    ) AS a ON true
    WHERE NOT coalesce(
        t.status = 'COMPLETED'
        AND t.amount = n.amount
        AND t.currency = n.currency
        AND a.currency = n.currency
        AND a.user_id = n.user_id
        AND a.version >= n.account_version
        AND CASE n.entry_type
            WHEN 'DEBIT' THEN (n.account_id, n.account_version)
                = (t.from_account_id, t.from_account_version)
            ELSE (n.account_id, n.account_version)
                = (t.to_account_id, t.to_account_version)
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
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG904', to_jsonb(v_broken));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_entry_check_references() IS
'Trigger: LG904 unless each entry is one of the two its transaction names, in its account''s currency, and its balance follows from the entry before.';

CREATE OR REPLACE TRIGGER transaction_entry_50_check_zero_sum
AFTER INSERT ON ledger_private.transaction_entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.transaction_entry_check_zero_sum();

CREATE OR REPLACE TRIGGER transaction_entry_60_check_references
AFTER INSERT ON ledger_private.transaction_entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.transaction_entry_check_references();

ALTER TABLE ledger_private.transaction_entry
    ENABLE ALWAYS TRIGGER transaction_entry_50_check_zero_sum;
ALTER TABLE ledger_private.transaction_entry
    ENABLE ALWAYS TRIGGER transaction_entry_60_check_references;
