-- What stands for another cell stays closed to everything else.
CREATE OR REPLACE FUNCTION ledger_private.account_check_clearing()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF ledger_private.is_clearing(NEW.account_id) THEN
        PERFORM ledger_private.raise_error('LG905', jsonb_build_object(
            'account_id', NEW.account_id, 'operation', TG_OP, 'trigger', TG_NAME,
            'status', NEW.status
        ));
    END IF;
    RETURN NEW;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_check_clearing() IS
'Trigger: LG905 when an account that stands for another cell would become something else.';

-- Bound to columns that posting never sets, so that posting pays nothing for it.
CREATE OR REPLACE TRIGGER account_44_check_clearing
BEFORE UPDATE OF
    status, allows_credits, accumulates, min_balance, max_balance, held, merged_into_account_id
ON ledger_private.account
FOR EACH ROW
WHEN (
    OLD.user_id = 0 AND (
        NEW.status <> OLD.status OR NEW.allows_credits <> OLD.allows_credits
        OR NEW.accumulates OR NEW.held <> OLD.held
        OR num_nonnulls(NEW.min_balance, NEW.max_balance) > 0
        OR NEW.merged_into_account_id IS NOT NULL
    )
)
EXECUTE FUNCTION ledger_private.account_check_clearing();

ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_44_check_clearing;
