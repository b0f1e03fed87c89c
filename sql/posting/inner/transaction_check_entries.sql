-- A completed transaction has exactly the entries that it names, and they balance.
CREATE OR REPLACE FUNCTION ledger_private.transaction_check_entries()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NEW.leg_account_ids IS NULL THEN
        -- The two of a transfer are one amount, so they balance.
        PERFORM FROM ledger_audit.transaction_entry AS f
        CROSS JOIN ledger_audit.transaction_entry AS o
        WHERE f.account_id = NEW.from_account_id
            AND f.account_version = NEW.from_account_version
            AND f.transaction_id = NEW.transaction_id
            AND f.entry_type = 'DEBIT'
            AND f.amount = NEW.amount
            AND o.account_id = NEW.to_account_id
            AND o.account_version = NEW.to_account_version
            AND o.transaction_id = NEW.transaction_id
            AND o.entry_type = 'CREDIT'
            AND o.amount = NEW.amount;
    ELSE
        PERFORM WHERE ledger_private.legs_balance(
            NEW.transaction_id, NEW.leg_account_ids, NEW.leg_account_versions, NEW.amount,
            NEW.currency
        );
    END IF;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG901', jsonb_build_object(
            'transaction_id', NEW.transaction_id
        ));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_check_entries() IS
'Trigger: LG901 for a completed transaction that, at the end of the statement, lacks an entry that it names, or whose legs do not balance.';
