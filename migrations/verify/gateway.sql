-- Fails when the change gateway is not in place.
BEGIN;

SELECT (NULL::ledger_gateway.login_attempt).wait_seconds;
SELECT (NULL::ledger_gateway.session_grant).outcome;
SELECT (NULL::ledger_gateway.identity).scopes;
SELECT (NULL::ledger_gateway.access_changes).mark;

ROLLBACK;
