-- An account is born empty, never vanishes and keeps what it is.
CREATE OR REPLACE FUNCTION ledger_private.account_refuse_column()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.raise_error('LG905', jsonb_build_object(
        'account_id', NEW.account_id, 'operation', TG_OP, 'trigger', TG_NAME,
        'status', NEW.status
    ));
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_refuse_column() IS
'Trigger, with the rule in its WHEN clause: refuse the row with LG905.';

CREATE OR REPLACE TRIGGER account_10_refuse_removal
BEFORE DELETE ON ledger_private.account
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER account_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.account
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER account_20_begin_empty
BEFORE INSERT ON ledger_private.account
FOR EACH ROW
WHEN (
    NEW.balance <> 0 OR NEW.held <> 0 OR NEW.version <> 0 OR NEW.status <> 'ACTIVE'
    OR NEW.min_balance > 0 OR NEW.max_balance < 0
    OR NEW.updated_at > clock_timestamp() + ledger_private.clock_tolerance()
)
EXECUTE FUNCTION ledger_private.account_refuse_column();

CREATE OR REPLACE FUNCTION ledger_private.account_check_links()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger_private.category AS c WHERE c.category_id = NEW.category_id
    ) AND NEW.category_id IS NOT NULL
        OR NEW.code_number <> OLD.code_number AND NOT EXISTS (
            SELECT FROM ledger_private.account_code AS c
            WHERE c.account_id = NEW.account_id AND c.code_number = NEW.code_number
        )
        OR NEW.merged_into_account_id IS DISTINCT FROM OLD.merged_into_account_id AND NOT (
            OLD.merged_into_account_id IS NULL
            AND NEW.status = 'CLOSED'
            AND EXISTS (
                SELECT FROM ledger_private.account AS a
                WHERE a.account_id = NEW.merged_into_account_id AND a.status <> 'CLOSED'
            )
        )
    THEN
        PERFORM ledger_private.raise_error('LG904', jsonb_build_object(
            'account_id', NEW.account_id, 'trigger', TG_NAME
        ));
    END IF;
    RETURN NEW;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_check_links() IS
'Trigger: LG904 unless category and code are there, and a merge leads once from a closed account to an open one.';

-- Bound to columns that posting never sets, so that posting pays nothing for it.
CREATE OR REPLACE TRIGGER account_30_keep_identity
BEFORE UPDATE OF
    account_id, user_id, currency, minor_units, account_class, created_at, status
ON ledger_private.account
FOR EACH ROW
WHEN (
    NEW.account_id <> OLD.account_id
    OR NEW.user_id <> OLD.user_id
    OR NEW.currency <> OLD.currency
    OR NEW.minor_units <> OLD.minor_units
    OR NEW.account_class <> OLD.account_class
    OR NEW.created_at <> OLD.created_at
    OR (OLD.status = 'CLOSED' AND NEW.status <> 'CLOSED')
)
EXECUTE FUNCTION ledger_private.account_refuse_column();

CREATE OR REPLACE TRIGGER account_40_check_links
BEFORE UPDATE OF category_id, code_number, merged_into_account_id ON ledger_private.account
FOR EACH ROW
WHEN (
    NEW.category_id IS DISTINCT FROM OLD.category_id
    OR NEW.code_number <> OLD.code_number
    OR NEW.merged_into_account_id IS DISTINCT FROM OLD.merged_into_account_id
)
EXECUTE FUNCTION ledger_private.account_check_links();

-- No ceiling and no limits for what counts credits late, and no open credit left behind.
CREATE OR REPLACE TRIGGER account_42_accumulate_without_rules
BEFORE INSERT OR UPDATE OF accumulates, max_balance, has_rules ON ledger_private.account
FOR EACH ROW
WHEN (NEW.accumulates AND (NEW.max_balance IS NOT NULL OR NEW.has_rules))
EXECUTE FUNCTION ledger_private.account_refuse_column();

CREATE OR REPLACE FUNCTION ledger_private.account_check_open_credits()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' OR EXISTS (
        SELECT FROM ledger_audit.open_credit AS o WHERE o.account_id = NEW.account_id
    ) THEN
        PERFORM ledger_private.raise_error('LG905', jsonb_build_object(
            'account_id', NEW.account_id, 'operation', TG_OP, 'trigger', TG_NAME
        ));
    END IF;
    RETURN NEW;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_check_open_credits() IS
'Trigger: LG905 when an account is closed or stops accumulating while it has open credits, or above READ COMMITTED, where that is not known.';

CREATE OR REPLACE TRIGGER account_43_check_open_credits
BEFORE UPDATE OF accumulates, status ON ledger_private.account
FOR EACH ROW
WHEN (OLD.accumulates AND (NOT NEW.accumulates OR NEW.status = 'CLOSED'))
EXECUTE FUNCTION ledger_private.account_check_open_credits();

ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_42_accumulate_without_rules;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_43_check_open_credits;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_10_refuse_removal;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_11_refuse_truncate;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_20_begin_empty;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_30_keep_identity;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_40_check_links;
