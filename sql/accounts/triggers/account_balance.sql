-- An account holds what its entries say: proved for all rows of a statement at once.
-- The two transition tables are joined by hash, however many rows the first plan was made for.
CREATE OR REPLACE FUNCTION ledger_private.account_check_balance()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET enable_nestloop = off
AS $function$
DECLARE
    v_broken uuid;
    v_entries bigint;
BEGIN
    -- Each account was right before, so only what is new is read: looking up the entry before,
    -- somewhere in a history of any size, took longer than all else that a batch does.
    SELECT
        max(n.version - o.version),
        (array_agg(n.account_id) FILTER (WHERE (
            n.version = coalesce(e.account_version, 0)
            AND n.balance = coalesce(e.balance_after, 0)
            AND CASE n.version - o.version
                WHEN 0 THEN n.balance = o.balance
                WHEN 1 THEN n.balance = o.balance
                    + CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END
                ELSE n.version > o.version
            END
        ) IS NOT TRUE))[1]
    INTO v_entries, v_broken
    FROM new_rows AS n
    LEFT JOIN old_rows AS o ON o.account_id = n.account_id
    LEFT JOIN LATERAL (
        SELECT e.account_version, e.balance_after, e.entry_type, e.amount
        FROM ledger_private.transaction_entry AS e
        WHERE e.account_id = n.account_id
        ORDER BY e.account_version DESC
        LIMIT 1
    ) AS e ON true;

    -- Where there are several, they lead there one by one. The limit, which is never met,
    -- makes the plan walk the key in its order.
    IF v_broken IS NULL AND v_entries > 1 THEN
        SELECT n.account_id INTO v_broken
        FROM new_rows AS n
        JOIN old_rows AS o ON o.account_id = n.account_id AND n.version > o.version + 1
        WHERE (
            SELECT count(*) = n.version - o.version
                AND bool_and(f.balance_after = o.balance + f.moved)
            FROM (
                SELECT
                    e.balance_after,
                    sum(CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END)
                        OVER (ORDER BY e.account_version) AS moved
                FROM (
                    SELECT e.account_version, e.balance_after, e.entry_type, e.amount
                    FROM ledger_private.transaction_entry AS e
                    WHERE e.account_id = n.account_id
                        AND e.account_version > o.version
                    ORDER BY e.account_version
                    LIMIT n.version - o.version + 1
                ) AS e
            ) AS f
        ) IS NOT TRUE
        LIMIT 1;
    END IF;
    IF v_broken IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG903', jsonb_build_object('account_id', v_broken));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_check_balance() IS
'Trigger: LG903 unless each changed account''s balance is that of its last entry, numbered by its version, and its new entries lead there one by one from the balance before.';

CREATE OR REPLACE TRIGGER account_50_check_balance
AFTER UPDATE ON ledger_private.account
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.account_check_balance();

ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_50_check_balance;
