-- Take the engine's types away.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TYPE ledger_private.posting_leg;
DROP TYPE ledger_private.posting_item;
DROP TYPE ledger_private.posting_use;
DROP TYPE ledger_private.posting_pair;
DROP TYPE ledger_private.posting_account;

COMMIT;
