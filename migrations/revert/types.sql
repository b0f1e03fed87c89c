-- Take the types away.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TYPE ledger_private.candidate_part;
DROP TYPE ledger_private.candidates;
DROP TYPE ledger.metric;
DROP TYPE ledger.check_result;
DROP TYPE ledger.transfer_result;
DROP TYPE ledger.transfer_request;
DROP TYPE ledger.account_request;
DROP TYPE ledger.actor;
DROP DOMAIN ledger_private.entry_type;
DROP DOMAIN ledger_private.transaction_type;
DROP DOMAIN ledger_private.transaction_status;
DROP DOMAIN ledger_private.account_class;
DROP DOMAIN ledger_private.account_status;
DROP DOMAIN ledger_private.user_role;
DROP DOMAIN ledger_private.counter;
DROP DOMAIN ledger_private.positive_money;
DROP DOMAIN ledger_private.money;

COMMIT;
