-- A completed transaction has exactly the entries that it names, and they balance.
CREATE OR REPLACE FUNCTION ledger_private.transaction_check_entries()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken uuid;
BEGIN
    -- Scalar subqueries go through the entries' key; they can't turn into a scan. That a
    -- transfer's two entries are a debit and a credit of its amount is proved with them.
    SELECT n.transaction_id INTO v_broken
    FROM new_rows AS n
    WHERE n.status IN ('COMPLETED', 'REVERSED')
        AND CASE
            WHEN n.leg_account_ids IS NOT NULL THEN NOT ledger_private.legs_balance(
                n.transaction_id, n.leg_account_ids, n.leg_account_versions, n.amount,
                n.currency
            )
            ELSE n.transaction_id IS DISTINCT FROM (
                SELECT e.transaction_id FROM ledger_private.transaction_entry AS e
                WHERE e.account_id = n.from_account_id
                    AND e.account_version = n.from_account_version
            )
            OR n.transaction_id IS DISTINCT FROM (
                SELECT e.transaction_id FROM ledger_private.transaction_entry AS e
                WHERE e.account_id = n.to_account_id
                    AND e.account_version = n.to_account_version
            )
        END
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG901', jsonb_build_object(
            'transaction_id', v_broken
        ));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_check_entries() IS
'Trigger: LG901 for a completed transaction that, at the end of the statement, lacks an entry that it names, or whose legs do not balance.';

CREATE OR REPLACE TRIGGER transaction_50_check_entries
AFTER INSERT ON ledger_private.transaction
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.transaction_check_entries();

ALTER TABLE ledger_private.transaction ENABLE ALWAYS TRIGGER transaction_50_check_entries;
