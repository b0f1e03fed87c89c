-- An asset stays, with the digits it was added with: amounts and hashes rest on them.
CREATE OR REPLACE FUNCTION ledger_private.currency_refuse_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.raise_error('LG902', jsonb_build_object(
        'table', TG_TABLE_NAME, 'operation', TG_OP
    ));
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.currency_refuse_change() IS
'Trigger: refuse the statement or the row with LG902.';

CREATE OR REPLACE TRIGGER currency_10_refuse_removal
BEFORE DELETE ON ledger_private.currency
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.currency_refuse_change();

CREATE OR REPLACE TRIGGER currency_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.currency
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.currency_refuse_change();

-- Whether or not it is in use: who adds an account meanwhile need not be waited for.
CREATE OR REPLACE TRIGGER currency_30_keep_digits
BEFORE UPDATE ON ledger_private.currency
FOR EACH ROW
WHEN (
    NEW.currency <> OLD.currency
    OR NEW.minor_units <> OLD.minor_units
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
)
EXECUTE FUNCTION ledger_private.currency_refuse_change();

ALTER TABLE ledger_private.currency ENABLE ALWAYS TRIGGER currency_10_refuse_removal;
ALTER TABLE ledger_private.currency ENABLE ALWAYS TRIGGER currency_11_refuse_truncate;
ALTER TABLE ledger_private.currency ENABLE ALWAYS TRIGGER currency_30_keep_digits;
