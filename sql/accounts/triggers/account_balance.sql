-- An account holds what its entries say, whoever updates it: proved for all rows of a
-- statement at once. What moves with entries has been inserted before it.
CREATE OR REPLACE FUNCTION ledger_private.account_check_balance()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken uuid;
BEGIN
    -- LATERAL with LIMIT goes row by row to the end of each account's key.
    SELECT n.account_id INTO v_broken
    FROM new_rows AS n
    LEFT JOIN LATERAL (
        SELECT e.account_version, e.account_position, e.balance_after, e.row_hash
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = n.account_id
        ORDER BY e.account_version DESC
        LIMIT 1
    ) AS e ON true
    WHERE n.version <> coalesce(e.account_version, 0)
        OR n.balance <> coalesce(e.balance_after, 0)
        -- The chain ends with that entry, or with what has been audited since.
        OR n.audit_hash IS DISTINCT FROM CASE
            WHEN n.audit_position = e.account_position THEN e.row_hash
            WHEN n.audit_position > coalesce(e.account_position, 0) THEN (
                SELECT l.row_hash
                FROM ledger_audit.audit_log AS l
                WHERE l.account_id = n.account_id
                    AND l.account_position = n.audit_position
            )
        END
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG903', jsonb_build_object('account_id', v_broken));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_check_balance() IS
'Trigger: LG903 unless each changed account''s balance is that of its last entry, numbered by its version, and its audit chain ends with that entry or with an audit row since.';

CREATE OR REPLACE TRIGGER account_50_check_balance
AFTER UPDATE ON ledger_private.account
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.account_check_balance();

ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_50_check_balance;
