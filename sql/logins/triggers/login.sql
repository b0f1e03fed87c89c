-- No user goes by a name that is the house's, whoever writes the row.
CREATE OR REPLACE FUNCTION ledger_private.login_check_name()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.require_username(NEW.username);
    RETURN NEW;
END
$function$;

COMMENT ON FUNCTION ledger_private.login_check_name() IS
'Trigger: what ledger_private.require_username refuses.';

CREATE OR REPLACE TRIGGER login_30_check_name
BEFORE INSERT OR UPDATE OF username ON ledger_private.login
FOR EACH ROW EXECUTE FUNCTION ledger_private.login_check_name();

ALTER TABLE ledger_private.login ENABLE ALWAYS TRIGGER login_30_check_name;
