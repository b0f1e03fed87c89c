-- Counters move forward with what is used; verify() compares them with history.
CREATE OR REPLACE FUNCTION ledger_private.usage_counter_refuse()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Only a repair of the times of an account that is counted takes a counter back.
    IF (NEW.limit_id, NEW.user_id) = (OLD.limit_id, OLD.user_id)
        AND NEW.updated_at <= clock_timestamp() + ledger_private.clock_tolerance()
        AND EXISTS (
            SELECT FROM ledger_private.account AS a
            JOIN ledger_audit.audit_log AS r USING (account_id)
            WHERE a.user_id = NEW.user_id
                AND r.action = 'REPAIR'
                AND r.created_at = NEW.updated_at
        )
    THEN
        RETURN NEW;
    END IF;
    PERFORM ledger_private.raise_error('LG908', jsonb_build_object('limit_id', OLD.limit_id));
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.usage_counter_refuse() IS
'Trigger, with the rule in its WHEN clause: refuse the row with LG908, unless it is what ledger.repair_times does.';

CREATE OR REPLACE TRIGGER usage_counter_10_refuse_change
BEFORE DELETE ON ledger_private.usage_counter
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER usage_counter_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.usage_counter
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

-- Every use is later than the one before, and none is of the future; a stray statement is not so.
CREATE OR REPLACE TRIGGER usage_counter_30_move_forward
BEFORE UPDATE ON ledger_private.usage_counter
FOR EACH ROW
WHEN (
    NEW.updated_at <= OLD.updated_at
    OR NEW.updated_at > clock_timestamp() + ledger_private.clock_tolerance()
    OR NEW.limit_id <> OLD.limit_id
    OR NEW.user_id <> OLD.user_id
)
EXECUTE FUNCTION ledger_private.usage_counter_refuse();

ALTER TABLE ledger_private.usage_counter ENABLE ALWAYS TRIGGER usage_counter_10_refuse_change;
ALTER TABLE ledger_private.usage_counter ENABLE ALWAYS TRIGGER usage_counter_11_refuse_truncate;
ALTER TABLE ledger_private.usage_counter ENABLE ALWAYS TRIGGER usage_counter_30_move_forward;
