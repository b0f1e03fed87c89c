-- An open credit goes when it has become an entry, and only then: proved for all rows of a
-- statement at once.
CREATE OR REPLACE FUNCTION ledger_private.open_credit_check_folded()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken uuid;
BEGIN
    SELECT o.transaction_id INTO v_broken
    FROM old_rows AS o
    WHERE o.amount IS DISTINCT FROM (
        SELECT e.amount FROM ledger_audit.transaction_entry AS e
        WHERE e.transaction_id = o.transaction_id
            AND e.is_folded
            AND e.account_id = o.account_id
    )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG902', jsonb_build_object(
            'table', TG_TABLE_NAME, 'operation', TG_OP, 'transaction_id', v_broken
        ));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.open_credit_check_folded() IS
'Trigger: LG902 unless each open credit that is removed is, at the end of the statement, an entry of its account and amount.';
