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

-- Amounts only grow, a closed hold stays closed, and each step is one event.
CREATE OR REPLACE TRIGGER hold_30_keep_path
BEFORE UPDATE ON ledger_private.hold
FOR EACH ROW
WHEN (
    OLD.status <> 'OPEN'
    OR NEW.event_count <> OLD.event_count + 1
    OR NEW.amount < OLD.amount
    OR NEW.captured < OLD.captured
    OR NEW.released < OLD.released
    OR (
        NEW.hold_id, NEW.account_id, NEW.to_account_id, NEW.group_id, NEW.user_id,
        NEW.placed_by, NEW.created_at, NEW.minor_units, NEW.currency,
        NEW.tolerance_amount, NEW.tolerance_percent, NEW.description, NEW.metadata
    ) IS DISTINCT FROM (
        OLD.hold_id, OLD.account_id, OLD.to_account_id, OLD.group_id, OLD.user_id,
        OLD.placed_by, OLD.created_at, OLD.minor_units, OLD.currency,
        OLD.tolerance_amount, OLD.tolerance_percent, OLD.description, OLD.metadata
    )
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
