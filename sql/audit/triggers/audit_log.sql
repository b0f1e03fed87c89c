-- Journal and audit log only grow; their guard belongs to their own owner, not to the ledger's.
CREATE OR REPLACE FUNCTION ledger_audit.refuse_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'LG902',
        MESSAGE = 'LG902 history_is_immutable: written history cannot be changed or removed',
        DETAIL = jsonb_build_object('table', TG_TABLE_NAME, 'operation', TG_OP)::text,
        HINT = 'correct it with a new posting';
END
$function$;

COMMENT ON FUNCTION ledger_audit.refuse_change() IS
'Trigger: refuse the statement with LG902.';

CREATE OR REPLACE TRIGGER transaction_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.transaction
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.transaction ENABLE ALWAYS TRIGGER transaction_10_refuse_change;

CREATE OR REPLACE TRIGGER transaction_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.transaction
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.transaction ENABLE ALWAYS TRIGGER transaction_11_refuse_truncate;

CREATE OR REPLACE TRIGGER transaction_entry_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.transaction_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.transaction_entry ENABLE ALWAYS TRIGGER transaction_entry_10_refuse_change;

CREATE OR REPLACE TRIGGER transaction_entry_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.transaction_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.transaction_entry
ENABLE ALWAYS TRIGGER transaction_entry_11_refuse_truncate;

CREATE OR REPLACE TRIGGER audit_log_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.audit_log
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER audit_log_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.audit_log
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.audit_log ENABLE ALWAYS TRIGGER audit_log_10_refuse_change;
ALTER TABLE ledger_audit.audit_log ENABLE ALWAYS TRIGGER audit_log_11_refuse_truncate;

CREATE OR REPLACE TRIGGER auth_event_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.auth_event
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER auth_event_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.auth_event
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.auth_event ENABLE ALWAYS TRIGGER auth_event_10_refuse_change;
ALTER TABLE ledger_audit.auth_event ENABLE ALWAYS TRIGGER auth_event_11_refuse_truncate;
