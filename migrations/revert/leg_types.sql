-- Take the types of legs away.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TYPE ledger_private.decided_transactions;
DROP TYPE ledger_private.decided_legs;
DROP TYPE ledger_private.examined_transactions;
DROP TYPE ledger_private.resolved_legs;
DROP TYPE ledger_private.requested_leg;
DROP TYPE ledger.transaction_result;
DROP TYPE ledger.transaction_request;
DROP TYPE ledger.entry_request;

COMMIT;
