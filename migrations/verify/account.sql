-- Fails when the change account is not in place.
BEGIN;

SELECT account_id, user_id, version, balance, status, has_rules, accumulates
FROM ledger_private.account WHERE false;
SELECT code, account_id FROM ledger_private.account_code WHERE false;

ROLLBACK;
