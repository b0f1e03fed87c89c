-- Take the change gateway back.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TYPE ledger_gateway.access_changes;
DROP TYPE ledger_gateway.identity;
DROP TYPE ledger_gateway.session_grant;
DROP TYPE ledger_gateway.login_attempt;
DROP SCHEMA ledger_gateway;

COMMIT;
