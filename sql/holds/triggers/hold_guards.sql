-- The guards of holds, in the order they fire; what they do stands in hold.sql.
CREATE OR REPLACE TRIGGER hold_10_refuse_removal
BEFORE DELETE ON ledger_private.hold
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER hold_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.hold
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER hold_20_begin_open
BEFORE INSERT ON ledger_private.hold
FOR EACH ROW
WHEN (
    NEW.status <> 'OPEN' OR NEW.captured <> 0 OR NEW.released <> 0 OR NEW.event_count <> 1
)
EXECUTE FUNCTION ledger_private.hold_refuse_path();

-- Amounts only grow, a closed hold stays closed, and each step is one event. Column by column, for
-- rows that are compared are printed otherwise once they are restored.
CREATE OR REPLACE TRIGGER hold_30_keep_path
BEFORE UPDATE ON ledger_private.hold
FOR EACH ROW
WHEN (
    OLD.status <> 'OPEN'
    OR NEW.event_count <> OLD.event_count + 1
    OR NEW.amount < OLD.amount
    OR NEW.captured < OLD.captured
    OR NEW.released < OLD.released
    OR NEW.hold_id IS DISTINCT FROM OLD.hold_id
    OR NEW.account_id IS DISTINCT FROM OLD.account_id
    OR NEW.to_account_id IS DISTINCT FROM OLD.to_account_id
    OR NEW.group_id IS DISTINCT FROM OLD.group_id
    OR NEW.user_id IS DISTINCT FROM OLD.user_id
    OR NEW.placed_by IS DISTINCT FROM OLD.placed_by
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
    OR NEW.minor_units IS DISTINCT FROM OLD.minor_units
    OR NEW.currency IS DISTINCT FROM OLD.currency
    OR NEW.tolerance_amount IS DISTINCT FROM OLD.tolerance_amount
    OR NEW.tolerance_percent IS DISTINCT FROM OLD.tolerance_percent
    OR NEW.description IS DISTINCT FROM OLD.description
    OR NEW.metadata IS DISTINCT FROM OLD.metadata
)
EXECUTE FUNCTION ledger_private.hold_refuse_path();

CREATE OR REPLACE TRIGGER hold_50_check_placing
AFTER INSERT ON ledger_private.hold
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.hold_check_step();

CREATE OR REPLACE TRIGGER hold_50_check_step
AFTER UPDATE ON ledger_private.hold
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.hold_check_step();

CREATE OR REPLACE TRIGGER hold_event_50_check
AFTER INSERT ON ledger_private.hold_event
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.hold_event_check();

-- Bound to a column that posting never sets, so that posting pays nothing for it.
CREATE OR REPLACE TRIGGER account_60_check_held
AFTER UPDATE OF held ON ledger_private.account
FOR EACH ROW
WHEN (NEW.held <> OLD.held)
EXECUTE FUNCTION ledger_private.account_check_held();

ALTER TABLE ledger_private.hold ENABLE ALWAYS TRIGGER hold_10_refuse_removal;
ALTER TABLE ledger_private.hold ENABLE ALWAYS TRIGGER hold_11_refuse_truncate;
ALTER TABLE ledger_private.hold ENABLE ALWAYS TRIGGER hold_20_begin_open;
ALTER TABLE ledger_private.hold ENABLE ALWAYS TRIGGER hold_30_keep_path;
ALTER TABLE ledger_private.hold ENABLE ALWAYS TRIGGER hold_50_check_placing;
ALTER TABLE ledger_private.hold ENABLE ALWAYS TRIGGER hold_50_check_step;
ALTER TABLE ledger_private.hold_event ENABLE ALWAYS TRIGGER hold_event_50_check;
ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_60_check_held;
