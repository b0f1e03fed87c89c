-- Counters move forward with what is used; verify() compares them with history.
CREATE OR REPLACE FUNCTION ledger_private.usage_counter_refuse()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.raise_error('LG908', jsonb_build_object('limit_id', OLD.limit_id));
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.usage_counter_refuse() IS
'Trigger, with the rule in its WHEN clause: refuse the row with LG908.';

CREATE OR REPLACE TRIGGER usage_counter_10_refuse_change
BEFORE DELETE ON ledger_private.usage_counter
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER usage_counter_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.usage_counter
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

-- Every use is later than the one before; a stray statement is not.
CREATE OR REPLACE TRIGGER usage_counter_30_move_forward
BEFORE UPDATE ON ledger_private.usage_counter
FOR EACH ROW
WHEN (
    NEW.updated_at <= OLD.updated_at
    OR NEW.limit_id <> OLD.limit_id
    OR NEW.user_id <> OLD.user_id
)
EXECUTE FUNCTION ledger_private.usage_counter_refuse();

ALTER TABLE ledger_private.usage_counter ENABLE ALWAYS TRIGGER usage_counter_10_refuse_change;
ALTER TABLE ledger_private.usage_counter ENABLE ALWAYS TRIGGER usage_counter_11_refuse_truncate;
ALTER TABLE ledger_private.usage_counter ENABLE ALWAYS TRIGGER usage_counter_30_move_forward;
