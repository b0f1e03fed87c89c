-- A key stands for what was made under it, for ever; one that made nothing can be given back.
CREATE OR REPLACE FUNCTION ledger_private.idempotency_key_refuse_removal()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF EXISTS (
        SELECT FROM ledger_audit.transaction AS t
        WHERE t.transaction_id = OLD.resource_id
            AND t.status = 'COMPLETED'
    ) OR EXISTS (
        SELECT FROM ledger_private.account AS a WHERE a.account_id = OLD.resource_id
    ) OR EXISTS (
        SELECT FROM ledger_private.hold AS h WHERE h.hold_id = OLD.resource_id
    ) OR EXISTS (
        SELECT FROM ledger_private.hold AS h WHERE h.group_id = OLD.resource_id
    ) THEN
        PERFORM ledger_private.raise_error('LG902', jsonb_build_object(
            'table', TG_TABLE_NAME, 'operation', TG_OP
        ));
    END IF;
    RETURN OLD;
END
$function$;

COMMENT ON FUNCTION ledger_private.idempotency_key_refuse_removal() IS
'Trigger: refuse with LG902 to remove a key under which a transaction was posted, an account opened or a hold placed.';

CREATE OR REPLACE TRIGGER idempotency_key_10_refuse_change
BEFORE UPDATE ON ledger_private.idempotency_key
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER idempotency_key_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.idempotency_key
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER idempotency_key_12_refuse_removal
BEFORE DELETE ON ledger_private.idempotency_key
FOR EACH ROW EXECUTE FUNCTION ledger_private.idempotency_key_refuse_removal();

ALTER TABLE ledger_private.idempotency_key
ENABLE ALWAYS TRIGGER idempotency_key_10_refuse_change;
ALTER TABLE ledger_private.idempotency_key
ENABLE ALWAYS TRIGGER idempotency_key_11_refuse_truncate;
ALTER TABLE ledger_private.idempotency_key
ENABLE ALWAYS TRIGGER idempotency_key_12_refuse_removal;
