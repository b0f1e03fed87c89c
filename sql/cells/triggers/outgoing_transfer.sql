-- A transfer to another cell is settled once, and keeps what it is.
CREATE OR REPLACE FUNCTION ledger_private.outgoing_transfer_refuse()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.raise_error('LG905', jsonb_build_object(
        'transfer_id', NEW.transfer_id, 'operation', TG_OP, 'trigger', TG_NAME,
        'status', NEW.status
    ));
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.outgoing_transfer_refuse() IS
'Trigger, with the rule in its WHEN clause: refuse the row with LG905.';

CREATE OR REPLACE TRIGGER outgoing_transfer_10_refuse_removal
BEFORE DELETE ON ledger_private.outgoing_transfer
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER outgoing_transfer_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.outgoing_transfer
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER outgoing_transfer_20_begin_pending
BEFORE INSERT ON ledger_private.outgoing_transfer
FOR EACH ROW
WHEN (NEW.status <> 'PENDING')
EXECUTE FUNCTION ledger_private.outgoing_transfer_refuse();

CREATE OR REPLACE TRIGGER outgoing_transfer_30_settle_once
BEFORE UPDATE ON ledger_private.outgoing_transfer
FOR EACH ROW
WHEN (
    -- Column by column: rows that are compared are printed otherwise once they are restored.
    OLD.status <> 'PENDING'
    OR NEW.transfer_id <> OLD.transfer_id
    OR NEW.from_account_id <> OLD.from_account_id
    OR NEW.to_account_id <> OLD.to_account_id
    OR NEW.user_id <> OLD.user_id
    OR NEW.created_at <> OLD.created_at
    OR NEW.cell_number <> OLD.cell_number
    OR NEW.amount <> OLD.amount
    OR NEW.currency <> OLD.currency
)
EXECUTE FUNCTION ledger_private.outgoing_transfer_refuse();

ALTER TABLE ledger_private.outgoing_transfer
ENABLE ALWAYS TRIGGER outgoing_transfer_10_refuse_removal;
ALTER TABLE ledger_private.outgoing_transfer
ENABLE ALWAYS TRIGGER outgoing_transfer_11_refuse_truncate;
ALTER TABLE ledger_private.outgoing_transfer
ENABLE ALWAYS TRIGGER outgoing_transfer_20_begin_pending;
ALTER TABLE ledger_private.outgoing_transfer
ENABLE ALWAYS TRIGGER outgoing_transfer_30_settle_once;
