-- An account is born empty, never vanishes, keeps what it is, and holds what its entries say.
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

-- The two transition tables are joined by hash, however many rows the first plan was made for.
CREATE OR REPLACE FUNCTION ledger_private.account_check_balance()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET enable_nestloop = off
AS $function$
DECLARE
    v_broken uuid;
BEGIN
    -- Each account was right before, so only what is new is read: looking up the entry before,
    -- somewhere in a history of any size, took longer than all else that a batch does.
    SELECT n.account_id INTO v_broken
    FROM new_rows AS n
    LEFT JOIN old_rows AS o ON o.account_id = n.account_id
    LEFT JOIN LATERAL (
        SELECT e.account_version, e.balance_after, e.entry_type, e.amount
        FROM ledger_private.transaction_entry AS e
        WHERE e.account_id = n.account_id
        ORDER BY e.account_version DESC
        LIMIT 1
    ) AS e ON true
    WHERE (
        n.version = coalesce(e.account_version, 0)
        AND n.balance = coalesce(e.balance_after, 0)
        AND CASE n.version - o.version
            WHEN 0 THEN n.balance = o.balance
            WHEN 1 THEN n.balance = o.balance
                + CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END
            ELSE ledger_private.entries_follow(n.account_id, o.version, n.version, o.balance)
        END
    ) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG903', jsonb_build_object('account_id', v_broken));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_check_balance() IS
'Trigger: LG903 unless each changed account''s balance is that of its last entry, numbered by its version, and its new entries lead there one by one from the balance before.';

CREATE OR REPLACE TRIGGER account_10_refuse_removal
BEFORE DELETE OR TRUNCATE ON ledger_private.account
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER account_20_begin_empty
BEFORE INSERT ON ledger_private.account
FOR EACH ROW
WHEN (NEW.balance <> 0 OR NEW.held <> 0 OR NEW.version <> 0 OR NEW.status <> 'ACTIVE')
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

CREATE OR REPLACE TRIGGER account_50_check_balance
AFTER UPDATE ON ledger_private.account
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.account_check_balance();

ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_10_refuse_removal;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_20_begin_empty;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_30_keep_identity;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_50_check_balance;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_40_check_links;
