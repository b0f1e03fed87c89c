-- Schemas, split by audience, and no default right for anybody in them.
BEGIN;
SET LOCAL lock_timeout = '5s';

SET LOCAL ROLE ledger_owner;

CREATE SCHEMA ledger;
CREATE SCHEMA reporting;
CREATE SCHEMA ledger_private;

-- The form without IN SCHEMA is the one that takes EXECUTE away from PUBLIC.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;

COMMENT ON SCHEMA ledger IS 'The public face of the ledger: call its functions, read its views.';
COMMENT ON SCHEMA reporting IS 'Views for reports and BI tools.';
COMMENT ON SCHEMA ledger_private IS 'Tables and inner functions of the ledger; nobody but its owner.';
RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;

CREATE SCHEMA ledger_audit;
GRANT USAGE ON SCHEMA ledger_audit TO ledger_owner, ledger_operator;

ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;

COMMENT ON SCHEMA ledger_audit IS 'The audit log, append-only, with its own owner.';
RESET ROLE;

COMMIT;
