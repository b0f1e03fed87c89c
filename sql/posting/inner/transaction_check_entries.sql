-- A completed transaction has exactly the entries that it names, and they balance; a refused
-- one has none, and its reason. Asked here and not in CHECKs, which each statement that
-- inserts would parse anew.
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
    WHERE CASE
        WHEN n.status = 'FAILED' THEN ledger_private.is_refusal(
            n.from_account_id, n.to_account_id, n.from_account_version,
            n.to_account_version, n.leg_account_ids, n.leg_account_versions, n.failure_code
        )
        WHEN n.leg_account_ids IS NOT NULL THEN n.from_account_id IS NULL
            AND n.to_account_id IS NULL
            AND n.failure_code IS NULL
            AND ledger_private.legs_balance(
                n.transaction_id, n.leg_account_ids, n.leg_account_versions, n.amount,
                n.currency
            )
        ELSE n.transaction_id = (
                SELECT e.transaction_id FROM ledger_audit.transaction_entry AS e
                WHERE e.account_id = n.from_account_id
                    AND e.account_version = n.from_account_version
            )
            AND n.transaction_id = CASE
                WHEN n.to_account_version IS NULL THEN (
                    SELECT o.transaction_id FROM ledger_audit.open_credit AS o
                    WHERE o.account_id = n.to_account_id
                        AND o.transaction_id = n.transaction_id
                )
                ELSE (
                    SELECT e.transaction_id FROM ledger_audit.transaction_entry AS e
                    WHERE e.account_id = n.to_account_id
                        AND e.account_version = n.to_account_version
                )
            END
            AND n.from_account_id <> n.to_account_id
            AND n.failure_code IS NULL
    END IS NOT TRUE
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
'Trigger: LG901 for a completed transaction that, at the end of the statement, lacks an entry that it names or the open credit in place of one, or whose legs do not balance; and for a refused one that names entries, no accounts or no reason.';
