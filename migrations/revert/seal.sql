-- Take the change seal back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TYPE ledger.consistency_proof;
DROP TYPE ledger.inclusion_proof;
DROP TABLE ledger_audit.seal_head;
DROP TABLE ledger_audit.seal_key;
DROP TABLE ledger_audit.seal_salt;
DROP TABLE ledger_audit.sealed_state;
DROP TABLE ledger_audit.seal_node;
DROP TABLE ledger_audit.seal;
REVOKE USAGE ON TYPE ledger_private.unique_text FROM ledger_audit_owner;

COMMIT;
