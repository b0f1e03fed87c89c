-- A code is its account's owner's, and what is reserved is the house's, whoever writes the row.
CREATE OR REPLACE FUNCTION ledger_private.account_code_check_name()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_account ledger_private.account;
BEGIN
    SELECT a.* INTO v_account
    FROM ledger_private.account AS a
    WHERE a.account_id = NEW.account_id;
    IF v_account.user_id <> NEW.user_id THEN
        PERFORM ledger_private.raise_error('LG904', jsonb_build_object(
            'account_id', NEW.account_id, 'trigger', TG_NAME
        ));
    END IF;
    PERFORM ledger_private.require_code(
        NEW.code, v_account.user_id, v_account.account_class, v_account.currency
    );
    RETURN NEW;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_code_check_name() IS
'Trigger: LG904 unless the row names the owner of its account; else what ledger_private.require_code refuses.';

CREATE OR REPLACE TRIGGER account_code_30_check_name
BEFORE INSERT ON ledger_private.account_code
FOR EACH ROW EXECUTE FUNCTION ledger_private.account_code_check_name();

ALTER TABLE ledger_private.account_code ENABLE ALWAYS TRIGGER account_code_30_check_name;
